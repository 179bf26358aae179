import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { chunkFrom } from '#lib/blocks/backfill.service.ts'
import { readChunk } from '#lib/blocks/chunk.ts'
import { decodeBlock, received } from '#lib/blocks/decode.ts'
import type { Tip } from '#lib/blocks/extend.ts'
import { failedContent } from '#lib/blocks/verify.ts'
import { epochOf } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { Sql } from '#lib/db/client.ts'
import { type OpenEpoch, openEpoch } from '#lib/epochs/open-epoch.ts'
import { resumeEpoch } from '#lib/epochs/progress.service.ts'
import { readRecording } from '../devnet/recording/recording.ts'
import { benchDatabase, benchRecording, ended, say, startReplay, startWorkers } from './setting.ts'

// Blocks a second followed end to end, against what one thread can decode and verify of the same bytes and what COPY
// stores of the same rows: `npm run bench`. All three are measured in this one run.

const folder = await benchRecording()
const database = await benchDatabase()
try {
  const followed = await followAll(database.url, database.sql)
  const copied = await copyRate(database.sql)
  const { params, blocks } = await readRecording(folder)
  const bytes = blocks.map((block) => block.info)
  const roots = bareRootsRate(bytes)
  const verified = await bareVerifyRate(database.sql, params, bytes)
  say(`followed end to end over gRPC   ${round(followed.rate)} blocks/s (${bytes.length} blocks)`)
  say(`  memory of the worker, peak    ${followed.peakMb} MB`)
  say(
    `bare: decode, hash, both roots  ${round(roots)} blocks/s, one thread → ${percent(followed.rate / roots)} of it`,
  )
  say(
    `bare: verify as the follower    ${round(verified)} blocks/s, one thread → ${percent(followed.rate / verified)} of it`,
  )
  say(`plain COPY of the same rows     ${round(copied)} rows/s`)
} finally {
  await database.stop()
}

function round(rate: number): string {
  return Math.round(rate).toLocaleString('en').padStart(9)
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`
}

/** From the first stored block to the last, as the tables see it. */
async function followAll(url: string, sql: Sql): Promise<{ rate: number; peakMb: number }> {
  const replay = await startReplay(folder)
  const worker = startWorkers(url, replay.endpoints)
  let began: { at: number; blocks: number } | null = null
  for (;;) {
    await sleep(20)
    const [row] =
      await sql`select state, (select coalesce(sum(next_height - from_height), 0)::int from span) as blocks
                              from follow_state`
    const at = performance.now()
    if (row !== undefined && row.blocks > 0) began ??= { at, blocks: row.blocks }
    if (row?.state !== 'ended' || began === null) continue
    const rate = (row.blocks - began.blocks) / ((at - began.at) / 1000)
    const peakMb = peakMemoryMb(worker.pid ?? 0)
    await ended(worker, 'SIGTERM')
    await replay.stop()
    return { rate, peakMb }
  }
}

function peakMemoryMb(pid: number): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(peak?.[1] ?? 0) / 1024)
}

function bareRootsRate(blocks: readonly Uint8Array[]): number {
  const startedAt = performance.now()
  let parent: Uint8Array | null = null
  for (const [index, bytes] of blocks.entries()) {
    const block = decodeBlock(bytes)
    if (failedContent(block, index + 1, parent) !== null)
      throw new Error(`block ${index + 1} does not verify`)
    parent = block.hash
  }
  return blocks.length / ((performance.now() - startedAt) / 1000)
}

/** The follower's own verification, signatures where something hangs on them; lists come from the tables it filled. */
async function bareVerifyRate(
  sql: Sql,
  params: NetworkParams,
  blocks: readonly Uint8Array[],
): Promise<number> {
  const lists: OpenEpoch[] = []
  for (let epoch = 1; epoch <= epochOf(params, blocks.length); epoch += 1) {
    const stored = await resumeEpoch(sql, 1, params, epoch)
    if (stored === null) throw new Error(`epoch ${epoch} was not followed`)
    lists.push(openEpoch(params, epoch, stored.list, null))
  }
  const startedAt = performance.now()
  let tip: Tip | null = null
  while ((tip?.height ?? 0) < blocks.length) {
    const { first, last } = chunkFrom(params, (tip?.height ?? 0) + 1, blocks.length)
    const open = lists[epochOf(params, first) - 1]
    if (open === undefined) throw new Error('no list')
    const result = readChunk(params, open, tip, blocks.slice(first - 1, last).map(received), 'needed')
    if (result.kind !== 'verified') throw new Error(JSON.stringify(result))
    tip = result.tip
  }
  return blocks.length / ((performance.now() - startedAt) / 1000)
}

/** Plain COPY of the block rows into a table of the same form, from memory. */
async function copyRate(sql: Sql): Promise<number> {
  const chunks: Buffer[] = []
  for await (const chunk of await sql`copy block to stdout`.readable()) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks)
  const rows = text.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0)
  await sql`create table block_copy (like block including all)`
  const startedAt = performance.now()
  const sink = await sql`copy block_copy from stdin`.writable()
  await new Promise<void>((resolve, reject) => {
    sink.on('finish', resolve).on('error', reject)
    sink.end(text)
  })
  return rows / ((performance.now() - startedAt) / 1000)
}
