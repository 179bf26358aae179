import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followNetwork } from '#lib/blocks/follow.service.ts'
import type { Sql } from '#lib/db/client.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { createLog } from '#lib/log.ts'
import { readNetworks } from '#lib/networks/config.client.ts'
import { pause } from '#lib/pause.ts'
import type { RunningDevnet } from '#workers/devnet/devnet.ts'
import { FIXTURES, testDevnet } from '#workers/devnet/testing.ts'
import { ask } from './testing/ask.ts'
import { allMissed, type CheckedEpoch, epochIsRight } from './testing/checked-epoch.ts'

type Checked = { epochs: CheckedEpoch[] }

describe.each([
  { name: 'a', slug: 'network-a', tip: 440, slots: 213, ofDelegates: 34 },
  { name: 's', slug: 'synthetic-7', tip: 991, slots: 160, ofDelegates: 120 },
])('recording $name, followed from a node', ({ name, slug, tip, slots, ofDelegates }) => {
  const folder = path.join(FIXTURES, name)
  const checked: Checked = JSON.parse(readFileSync(path.join(folder, 'checked.json'), 'utf8'))
  const stop = new AbortController()
  let database: TestDatabase
  let devnet: RunningDevnet
  let following: Promise<void>

  beforeAll(async () => {
    database = await testDatabase()
    Object.assign(globalThis, { rollcallSql: database.sql })
    devnet = await testDevnet({ folder })
    const replay = { folder, control: devnet.control, nodes: [...devnet.endpoints] }
    const [network] = await readNetworks({ replay })
    if (network === undefined) throw new Error('the replay is no network')
    const follower = { sql: database.sql, log: createLog('test'), holder: 'test', signal: stop.signal }
    following = followNetwork(follower, network)
    for (let tries = 0; tries < 300; tries++) {
      const { body } = await ask('/networks')
      if ((body as { items: { state: string }[] }).items[0]?.state === 'ended') return
      await pause(100, stop.signal)
    }
    throw new Error('the recording was not followed to its end')
  }, 60_000)

  afterAll(async () => {
    stop.abort()
    await following
    await devnet.close()
    await database.drop()
  })

  test("stands at the recording's end, all of it verified", async () => {
    const { body } = await ask(`/networks/${slug}`)
    const epoch = checked.epochs.at(-1)?.epoch
    expect(body).toMatchObject({ state: 'ended', tip: { height: tip }, verifiedTo: tip, epoch, stop: null })
  })

  test.each(checked.epochs)('epoch $epoch is what the independent reader found', async (wanted) => {
    await epochIsRight(slug, wanted)
  })

  test('missed slots sum up', async () => {
    const of = (epoch: number) => allMissed(`/networks/${slug}/epochs/${epoch}/missed-slots`)
    const all = (await Promise.all(checked.epochs.map(({ epoch }) => of(epoch)))).flat()
    expect(all).toHaveLength(slots)
    expect(all.filter(({ cause }) => cause === 'delegate')).toHaveLength(ofDelegates)
  })

  test('the board and every list answer by their schema', async () => {
    for (const view of ['board', 'epochs', 'delegates?limit=200', 'blocks', 'endpoints', 'epochs/next']) {
      expect(await ask(`/networks/${slug}/${view}`)).toMatchObject({ status: 200 })
    }
  })

  // Last: it takes the chain back, epoch by epoch.
  test('at the end of every epoch the next set is certain, and equals what happened', async () => {
    for (const next of checked.epochs.slice(1).toReversed()) {
      await takeBackTo(database.sql, next.startHeight - 1, next.epoch)
      const { body } = await ask(`/networks/${slug}/epochs/next`)
      const { epoch, startHeight, seats } = next
      expect(body).toMatchObject({ epoch, startHeight, basis: 'poll_result', certain: true })
      expect((body as { seats: { operator: string }[] }).seats.map(({ operator }) => operator)).toEqual(seats)
    }
  })
})

/** What was stored when `tip` was the newest block, the last of the epoch before `epoch`. */
async function takeBackTo(sql: Sql, tip: number, epoch: number): Promise<void> {
  await sql`delete from poll_result`
  await sql`
    insert into poll_result (network_id, epoch, height, candidates)
    select network_id, epoch, ${tip},
           jsonb_agg(jsonb_build_object('operator', operator, 'identity', identity, 'reward', reward,
                                        'votes', votes_before_cut::text) order by rank desc)
      from epoch_delegate where epoch = ${epoch} group by network_id, epoch`
  await sql`delete from epoch_delegate where epoch >= ${epoch}`
  await sql`delete from epoch where epoch >= ${epoch}`
  await sql`delete from block where height > ${tip}`
  await sql`update span set next_height = ${tip + 1}`
}
