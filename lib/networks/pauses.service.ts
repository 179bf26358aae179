import { z } from 'zod'
import { record, type Writer } from '#lib/audit/audit.service.ts'
import { applyPauseToStored } from '#lib/blocks/paused-slots.service.ts'
import { networkTime, wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { notify } from '#lib/db/notify.ts'
import { cutPage, type Page, readCursor, writeCursor } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { RequestError } from '#lib/http/request-error.ts'
import { getNetwork } from './networks.service.ts'
import { pauseView } from './pause-view.ts'
import { findPause, insertPause, listPauses, listPausesBefore, savePauseEnd } from './pauses.store.ts'
import type { Pause } from './pauses.ts'
import type { PauseView } from './schema.ts'

const WHY_MAX = 300

export type DeclaredPause = {
  /** Network time; null = now. */
  readonly from: Date | null
  /** Null = until it is ended. */
  readonly until: Date | null
  readonly why: string
}

/**
 * Declares a pause of a network: from now on, and in what is stored already, rounds lost in it are nobody's. Audited.
 * @throws {RequestError} `network_not_found`; `bad_pause` when it has no reason or ends before it begins.
 */
export async function declarePause(
  sql: Sql,
  by: Writer,
  slug: string,
  declared: DeclaredPause,
): Promise<PauseView> {
  const network = await getNetwork(sql, slug)
  const why = declared.why.trim()
  const fromMs = declared.from?.getTime() ?? Math.floor(networkTime(network.clock, wallNow()))
  const untilMs = declared.until?.getTime() ?? null
  if (why === '' || why.length > WHY_MAX)
    throw new RequestError('bad_pause', `A pause needs a reason of 1 to ${WHY_MAX} characters.`)
  if (untilMs !== null && untilMs <= fromMs) {
    const [from, until] = [fromMs, untilMs].map((ms) => new Date(ms).toISOString())
    throw new RequestError('bad_pause', `A pause ends after it begins: ${until} is not after ${from}.`)
  }
  const pause = await sql.begin(async (tx) => {
    const stored = await insertPause(tx, network.key, { fromMs, untilMs, why })
    await applyPauseToStored(tx, network.key, network.params, stored, await listPauses(tx, network.key))
    await notify(tx, slug, 'pause')
    const subject = { kind: 'pause', id: String(stored.id) }
    const after = pauseView(stored)
    await record(tx, by.actor, by.origin, {
      action: 'pause_declared',
      subject,
      networkId: network.key,
      after,
    })
    return stored
  })
  return pauseView(pause)
}

/**
 * Ends a pause now, by its network's time. One that ended before stays as it was. Audited.
 * @throws {RequestError} `pause_not_found`.
 */
export async function endPause(sql: Sql, by: Writer, id: number): Promise<PauseView> {
  const found = await findPause(sql, id)
  if (found === null) throw new RequestError('pause_not_found', `There is no pause ${id}.`)
  const network = await getNetwork(sql, found.slug)
  return await sql.begin(async (tx) => {
    const ended = await savePauseEnd(tx, id, Math.floor(networkTime(network.clock, wallNow())))
    if (ended === null) return pauseView(found.pause)
    await notify(tx, found.slug, 'pause')
    const [before, after] = [pauseView(found.pause), pauseView(ended)]
    const subject = { kind: 'pause', id: String(id) }
    await record(tx, by.actor, by.origin, {
      action: 'pause_ended',
      subject,
      networkId: network.key,
      before,
      after,
    })
    return after
  })
}

/** All pauses of a network, oldest first, as rules take them; nothing for most networks. */
export async function pausesOf(sql: Parameters<typeof listPauses>[0], networkId: number): Promise<Pause[]> {
  return await listPauses(sql, networkId)
}

/** A page of a network's pauses, newest first. */
export async function pausePage(sql: Sql, slug: string, page: PageQuery): Promise<Page<PauseView>> {
  const network = await getNetwork(sql, slug)
  const before = readCursor('pauses', page.cursor, z.tuple([z.int32()]))?.[0] ?? null
  const pauses = await listPausesBefore(sql, network.key, before, page.limit + 1)
  return cutPage(pauses.map(pauseView), page.limit, ({ id }) => writeCursor('pauses', [id]))
}
