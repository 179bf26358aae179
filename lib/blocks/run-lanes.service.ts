import { epochOf } from '#lib/chain/epoch.ts'
import { ChainError } from '#lib/chain/errors.ts'
import { hex } from '#lib/chain/hash.ts'
import { networkTime, wallNow } from '#lib/clock.ts'
import { notify } from '#lib/db/notify.ts'
import type { Directory } from '#lib/delegates/identities.service.ts'
import { identitiesIn } from '#lib/delegates/identities.ts'
import type { Log } from '#lib/log.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import { otherGenesis } from '#lib/networks/endpoint-looks.service.ts'
import { isLookedAt } from '#lib/networks/endpoint-pool.service.ts'
import { replaceNetwork, reportStop } from '#lib/networks/registry.service.ts'
import { pause } from '#lib/pause.ts'
import { extendBackfill, startBackfill } from './backfill.service.ts'
import { type Bell, listenTo, newBell, waitFor } from './bell.service.ts'
import type { Stop } from './chunk.ts'
import { BlocksError } from './errors.ts'
import { joinLanes } from './join.service.ts'
import { askTrusted, type Following, type LaneState, type LaneStep, resumeLane } from './lane.service.ts'
import type { Sight } from './sight.service.ts'
import { forgetEarlierRun, startingSpans } from './start.service.ts'
import { extendTail } from './tail.service.ts'

export type Lanes = {
  readonly following: Following
  readonly config: NetworkConfig
  readonly sight: Sight
  readonly directory: Directory
  readonly log: Log
}

const RETRY_MS = 500
/** Between two looks for a block that is due. */
const POLL_MS = 250
const LISTENING_POLL_MS = 500
const FASTEST_POLL_MS = 25

/** Runs a network's lanes until the signal aborts, or one of them throws. */
export async function runLanes(lanes: Lanes): Promise<void> {
  const { signal } = lanes.following
  while (!signal.aborted) {
    // The tail may have to be read again from where the backfill ended.
    const again = new AbortController()
    const following = { ...lanes.following, signal: AbortSignal.any([signal, again.signal]) }
    await runSpans({ ...lanes, following }, again)
  }
}

async function runSpans(lanes: Lanes, again: AbortController): Promise<void> {
  const { following, config, sight, log } = lanes
  const { signal } = following
  // Lists must come from two endpoints that agree: hear all of them first.
  while (!isLookedAt(following.pool) && !signal.aborted) await pause(FASTEST_POLL_MS, signal)
  await giveWay(lanes)
  const isAnew = await forgetEarlierRun(following, sight.clock)
  if (isAnew) log.info({ network: config.id }, 'the replay began again')
  let spans = await startingSpans(following, config.from)
  while (spans === null && !signal.aborted) {
    await pause(RETRY_MS, signal)
    spans = await startingSpans(following, config.from)
  }
  await learnNames(lanes)
  const tail = spans?.find(({ lane }) => lane === 'tail')
  const backfill = spans?.find(({ lane }) => lane === 'backfill')
  if (tail === undefined || signal.aborted) return
  const turn: Turn = { last: Promise.resolve() }
  sight.isBackfilling = backfill !== undefined
  const bell = newBell()
  // Both before either runs: one that failed while nobody waited for it yet would end the process.
  const tailLane = await resumeLane(following, tail)
  const backfillLane = backfill === undefined ? null : await resumeLane(following, backfill)
  const tasks = [runTail(lanes, tailLane, turn, bell), listenTo(following.pool, bell, signal)]
  if (backfillLane !== null) tasks.push(runBackfill(lanes, backfillLane, turn, again))
  await Promise.all(tasks)
}

/** Another genesis under the configured name is another network: the one that stands there gives way, and we start anew. */
async function giveWay({ following: { sql, networkId, pool, signal }, config }: Lanes): Promise<void> {
  const hash = await otherGenesis(pool, signal)
  if (hash === null || pool.anchor === null) return
  await replaceNetwork(sql, config, { networkId, anchor: pool.anchor }, new Date(wallNow()))
  throw new BlocksError('another_network', `${config.id} has another genesis now: ${hex(hash)}`)
}

/** Joining the lanes must not meet a block being stored. */
type Turn = { last: Promise<unknown> }

async function inTurn<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
  const mine = turn.last.then(work, work)
  turn.last = mine.catch(() => undefined)
  return mine
}

async function runTail(lanes: Lanes, start: LaneState, turn: Turn, bell: Bell): Promise<void> {
  const { following, config, sight } = lanes
  const { sql, signal } = following
  let lane = start
  const extend = async (): Promise<LaneStep> =>
    signal.aborted ? { kind: 'nothing', lane } : extendTail(following, lane)
  while (!signal.aborted) {
    sight.tip = lane.span.nextHeight > lane.span.fromHeight ? lane.tip : null
    const askedAtMs = networkTime(sight.clock, wallNow())
    const step = await inTurn(turn, () => attempt(following, lane.span.nextHeight, extend))
    if (step.kind === 'stopped') return stopAt(lanes, step.stop)
    if (step.kind === 'retry') await pause(RETRY_MS, signal)
    if (step.kind === 'retry') continue
    const began = step.kind === 'advanced' && step.lane.open === null
    lane = step.lane
    if (step.kind === 'advanced') {
      sight.tip = lane.tip
      await notify(sql, config.id, 'block', lane.span.nextHeight - 1)
      if (began) await learnNames(lanes)
      continue
    }
    if (step.kind === 'at_tip') sight.askedAtMs = askedAtMs
    if (step.kind === 'at_tip') await waitFor(bell, pollMs(sight, bell), signal)
    else await pause(RETRY_MS, signal)
  }
}

/** Less often while a stream would tell, more often where a practice clock runs fast. */
function pollMs({ clock }: Sight, { isListening }: Bell): number {
  const atSpeedOne = isListening ? LISTENING_POLL_MS : POLL_MS
  return clock === null || clock.speed <= 1 ? atSpeedOne : Math.max(FASTEST_POLL_MS, atSpeedOne / clock.speed)
}

async function runBackfill(
  lanes: Lanes,
  start: LaneState,
  turn: Turn,
  again: AbortController,
): Promise<void> {
  const { following, sight, config } = lanes
  const { sql, signal } = following
  const backfill = startBackfill(start)
  const startedAtMs = wallNow()
  while (!signal.aborted) {
    const { nextHeight } = backfill.lane.span
    const step = await attempt(following, nextHeight, () => extendBackfill(following, backfill))
    if (step.kind === 'stopped') return stopAt(lanes, step.stop)
    if (step.kind === 'at_tip') break
    if (step.kind !== 'advanced') await pause(RETRY_MS, signal)
    const seconds = (wallNow() - startedAtMs) / 1000
    sight.backfillPerSecond = (nextHeight - start.span.nextHeight) / seconds
  }
  while (!signal.aborted) {
    const outcome = await inTurn(turn, async () => {
      const { lane } = backfill
      const joined = await attempt(following, lane.span.nextHeight, () => joinLanes(following, lane))
      if (joined === 'restarted') again.abort() // before the tail has its next turn
      return joined
    })
    if (outcome === 'joined' || outcome === 'restarted') break
    if (outcome.kind === 'stopped') return stopAt(lanes, outcome.stop)
    await pause(RETRY_MS, signal)
  }
  sight.isBackfilling = false
  await notify(sql, config.id, 'epoch')
  await untilAborted(signal)
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await pause(60_000, signal)
}

type Retry = { readonly kind: 'retry' }
type Stopped = { readonly kind: 'stopped'; readonly stop: Stop }

/** Runs a step at a height. Endpoints that do not agree are asked again; an epoch that verified blocks cannot open stops. */
async function attempt<T>(
  { params }: Following,
  height: number,
  step: () => Promise<T>,
): Promise<T | Retry | Stopped> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof BlocksError && error.code === 'no_agreement') return { kind: 'retry' }
    const isRule =
      error instanceof ChainError || (error instanceof BlocksError && error.code === 'no_poll_result')
    if (!isRule) throw error
    const { code, message: detail } = error
    return { kind: 'stopped', stop: { epoch: epochOf(params, height), height, code, detail } }
  }
}

async function stopAt({ following, config, sight, log }: Lanes, stop: Stop): Promise<void> {
  const { sql, networkId, signal } = following
  log.error({ network: config.id, ...stop }, 'derivation stopped')
  await reportStop(sql, networkId, stop)
  sight.isStopped = true
  await untilAborted(signal)
}

const NAMES_TIMEOUT_MS = 4000

/** Takes over who is behind each operator, as a node says it now; names are shown, nothing is derived from them. */
async function learnNames({ following, directory, config, log }: Lanes): Promise<void> {
  const { signal } = following
  const got = await askTrusted(following, 0, async (endpoint) => {
    const candidates = await endpoint.client.stakingCandidates({ timeoutMs: NAMES_TIMEOUT_MS, signal })
    return { identities: identitiesIn(candidates), height: endpoint.height ?? 0 }
  })
  if (got === null) return
  try {
    await directory.learn(got.answer.identities, got.answer.height)
  } catch (error) {
    log.warn({ err: error, network: config.id }, 'names were not stored')
  }
}
