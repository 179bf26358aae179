import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { watchChanges } from '#lib/http/live.ts'
import { boardView } from './board.service.ts'

/** The board as it goes over the wire: made once for all who ask for it until something changes. */
export type BoardAnswer = { readonly etag: string; readonly json: Buffer; readonly gzipped: Buffer }

type Kept = {
  readonly answer: Promise<BoardAnswer>
  /** When it is begun, wall ms. Until then it is nobody's past: what changes is in it. */
  readonly beginsAtMs: number
  /** Something changed since it was begun. */
  isStale: boolean
}

type Answers = { readonly kept: Map<string, Kept>; watching: Promise<void> | null }

/** What nobody notifies of, such as a pause that begins, is seen after this at the latest. */
const LASTS_MS = 1000
/** However fast a network changes, its board is not made more often than this. */
const GAP_MS = 100
/** Slugs are few; this only bounds what a caller can make us keep. */
const MOST_KEPT = 100

// Next bundles each route apart: only globalThis makes them one process's.
const shared = globalThis as { rollcallBoards?: Answers }

/** A network's board, at most a second old, and never older than its last change. Throws `network_not_found`. */
export async function boardAnswer(sql: Sql, slug: string): Promise<BoardAnswer> {
  shared.rollcallBoards ??= { kept: new Map(), watching: null }
  const answers = shared.rollcallBoards
  answers.watching ??= watchChanges((network) => spoil(answers, network)).catch((error: unknown) => {
    answers.watching = null // the next caller tries again
    throw error
  })
  await answers.watching
  const kept = answers.kept.get(slug)
  const ageMs = kept === undefined ? LASTS_MS : wallNow() - kept.beginsAtMs
  if (kept !== undefined && (ageMs < 0 || (!kept.isStale && ageMs < LASTS_MS))) return await kept.answer
  return await made(sql, slug, answers)
}

function spoil({ kept }: Answers, network: string | null): void {
  for (const [slug, one] of kept) {
    const isMeant = network === null || network === slug
    if (isMeant && wallNow() >= one.beginsAtMs) one.isStale = true
  }
}

async function made(sql: Sql, slug: string, { kept }: Answers): Promise<BoardAnswer> {
  const beginsAtMs = Math.max(wallNow(), (kept.get(slug)?.beginsAtMs ?? 0) + GAP_MS)
  const next: Kept = { answer: answerAt(sql, slug, beginsAtMs), beginsAtMs, isStale: false }
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(slug, next)
  try {
    return await next.answer
  } catch (error) {
    if (kept.get(slug) === next) kept.delete(slug)
    throw error
  }
}

async function answerAt(sql: Sql, slug: string, beginsAtMs: number): Promise<BoardAnswer> {
  const waitMs = beginsAtMs - wallNow()
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
  const json = Buffer.from(JSON.stringify(await boardView(sql, slug)))
  const etag = `"${createHash('sha1').update(json).digest('base64url')}"`
  return { etag, json, gzipped: await promisify(gzip)(json, { level: 4 }) }
}
