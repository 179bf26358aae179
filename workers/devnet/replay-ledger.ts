import { type NetworkClock, networkTime, wallNow } from '#lib/clock.ts'
import type { Ledger, LedgerBlock, Observation } from './ledger.ts'
import { callKey } from './recording/answers-file.ts'
import type { Recording } from './recording/recording.ts'
import { revealTimes } from './replay-clock.ts'
import { bytesOf } from './wire/fields.ts'
import { READ_STATE, readStateRequest } from './wire/read-state-request.ts'

const TICK_MS = 20

/** A recording as a network: what it knew at each instant of its clock, and at its end everything it ever answered. */
export function replayLedger(recording: Recording, clock: NetworkClock): Ledger {
  const { blocks, answers, params } = recording
  const firstHeight = blocks[0]?.height ?? 1
  const lastHeight = firstHeight + blocks.length - 1
  const heights = new Map(blocks.map((block) => [block.hash, block.height]))
  const nowMs = () => networkTime(clock, wallNow())
  const tip = tipFrom(revealTimes(blocks), firstHeight, nowMs)
  const block = (height: number) => (height > tip() ? undefined : blocks[height - firstHeight])
  const ended = () => tip() === lastHeight
  const balances = [...answers.keys()].some((key) => key.includes(UNCLAIMED))
  return {
    params,
    delegates: recording.delegates,
    genesisHash: firstHeight === 1 ? (blocks[0]?.parentHash ?? '') : '',
    firstHeight,
    nowMs,
    tip,
    block,
    heightOf: (hash) => {
      const height = heights.get(hash)
      return height !== undefined && height <= tip() ? height : undefined
    },
    pollList: (method, epoch) => {
      const request = readStateRequest('poll', method, String(epoch))
      const answer = answers.get(callKey(-1, READ_STATE, Buffer.from(request).toString('base64')))
      return answer?.ok && bytesOf(answer.message, 2).length > 0 ? answer.message : undefined
    },
    recorded: (node, method, request) => {
      if (!ended() && !method.endsWith('/GetServerMeta')) return undefined // a build's labels never change
      const base64 = Buffer.from(request).toString('base64')
      return answers.get(callKey(node, method, base64)) ?? answers.get(callKey(-1, method, base64))
    },
    knowsBalances: () => balances && ended(),
    web3: (body) => (ended() ? recording.web3.get(body) : undefined),
    observation: (node) =>
      latest(recording.observations.get(node) ?? [], ended() ? Number.POSITIVE_INFINITY : nowMs()),
    onBlock: (listener) => watch(tip, block, listener),
  }
}

/** How a request for the balance of an account begins, in base64: enough to see whether there is any. */
const UNCLAIMED = Buffer.from(readStateRequest('rewarding', 'UnclaimedBalance'))
  .toString('base64')
  .slice(0, 32)

function tipFrom(times: Float64Array, firstHeight: number, nowMs: () => number): () => number {
  let revealed = 0
  return () => {
    const now = nowMs()
    while (revealed < times.length && (times[revealed] ?? Number.POSITIVE_INFINITY) <= now) revealed += 1
    return firstHeight + revealed - 1
  }
}

function latest(observations: readonly Observation[], nowMs: number): Observation | undefined {
  return observations.findLast(({ atMs }) => atMs <= nowMs)
}

function watch(
  tip: () => number,
  block: (height: number) => LedgerBlock | undefined,
  listener: (block: LedgerBlock) => void,
): () => void {
  let seen = tip()
  const timer = setInterval(() => {
    for (const now = tip(); seen < now; ) {
      seen += 1
      const next = block(seen)
      if (next !== undefined) listener(next)
    }
  }, TICK_MS)
  return () => clearInterval(timer)
}
