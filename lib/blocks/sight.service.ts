import { openRoundAt } from '#lib/chain/missed-slots.ts'
import { mayBeAway } from '#lib/chain/quorum.ts'
import { firstBlamableRound } from '#lib/chain/round.ts'
import { type NetworkClock, networkTime, wallNow } from '#lib/clock.ts'
import { notify } from '#lib/db/notify.ts'
import type { Log } from '#lib/log.ts'
import type { NetworkConfig } from '#lib/networks/config.ts'
import { checkTips, lookCloser } from '#lib/networks/endpoint-looks.service.ts'
import {
  answering,
  claimedTip,
  isLookedAt,
  saveEndpoints,
  trusted,
} from '#lib/networks/endpoint-pool.service.ts'
import { practiceClock } from '#lib/networks/practice-clock.client.ts'
import { reportState } from '#lib/networks/registry.service.ts'
import type { NetworkState } from '#lib/networks/schema.ts'
import { networkState } from '#lib/networks/state.ts'
import { pause } from '#lib/pause.ts'
import { BlocksError } from './errors.ts'
import type { Tip } from './extend.ts'
import type { Following } from './lane.service.ts'

/** What the lanes of a network tell its sight; changed by them as they go. */
export type Sight = {
  clock: NetworkClock | null
  tip: Tip | null
  isBackfilling: boolean
  isStopped: boolean
  /** Network time at which a trusted endpoint had no block after the tip. */
  askedAtMs: number | null
  backfillPerSecond: number | null
}

export function newSight(): Sight {
  return {
    clock: null,
    tip: null,
    isBackfilling: false,
    isStopped: false,
    askedAtMs: null,
    backfillPerSecond: null,
  }
}

type Seeing = {
  readonly following: Following
  readonly config: NetworkConfig
  readonly holder: string
  readonly sight: Sight
  readonly log: Log
}

const STATE_EVERY_MS = 250
const TIPS_EVERY_MS = 1000
const LOOK_EVERY_MS = 15_000
/** A look takes all of an endpoint's addresses: where there are many they are looked at less often. */
const LOOK_EVERY_MS_EACH = 2000
const SAVE_EVERY_MS = 2000

/** Keeps the endpoints, the clock and the network's state up to date; ends with the signal or the lease. */
export async function keepSight(seeing: Seeing): Promise<void> {
  await Promise.all([keepEndpoints(seeing), keepLooking(seeing), keepState(seeing)])
}

async function keepEndpoints({ following, config, sight }: Seeing): Promise<void> {
  const { sql, networkId, pool, signal } = following
  let shown = ''
  while (!signal.aborted) {
    if (config.control !== null) setClock(sight, await practiceClock(config.control, signal))
    const asked = await checkTips(pool, signal)
    await saveEndpoints(sql, networkId, asked)
    const verdicts = pool.endpoints.map(({ verdict, detail }) => `${verdict} ${detail}`).join()
    if (verdicts !== shown) await notify(sql, config.id, 'endpoint')
    shown = verdicts
    await pause(TIPS_EVERY_MS, signal)
  }
}

/** A clock that went back belongs to a run that was begun again; what is under way is of the one before. */
function setClock(sight: Sight, clock: NetworkClock | null): void {
  if (clock === null) return
  const { clock: before, tip } = sight
  sight.clock = clock
  const isBack = before !== null && clock.anchorWallMs !== before.anchorWallMs
  if (isBack && tip !== null && networkTime(clock, wallNow()) < tip.atMs) {
    throw new BlocksError('another_network', 'the practice network was begun again')
  }
}

async function keepLooking({ following: { pool, signal }, config }: Seeing): Promise<void> {
  while (!signal.aborted) {
    await lookCloser(pool, config, signal)
    await pause(Math.max(LOOK_EVERY_MS, pool.endpoints.length * LOOK_EVERY_MS_EACH), signal)
  }
}

async function keepState({ following, config, holder, sight, log }: Seeing): Promise<void> {
  const { sql, networkId, signal } = following
  let state: NetworkState | null = null
  let stateSince = new Date(networkTime(sight.clock, wallNow()))
  let shown = ''
  let savedMs = 0
  while (!signal.aborted) {
    const lostRounds = lostRoundsOf(following, sight)
    const now = stateOf(following, sight, lostRounds)
    if (now !== state) {
      stateSince = new Date(networkTime(sight.clock, wallNow()))
      log.info({ network: config.id, state: now, height: sight.tip?.height }, 'state')
    }
    state = now
    const summary = `${state} ${lostRounds} ${sight.isBackfilling}`
    if (summary !== shown || wallNow() - savedMs >= SAVE_EVERY_MS) {
      const checkedAt = new Date(wallNow())
      const askedAt = sight.askedAtMs === null ? null : new Date(sight.askedAtMs)
      const { clock, backfillPerSecond } = sight
      const report = { state, stateSince, checkedAt, askedAt, clock, backfillPerSecond }
      const isOurs = await reportState(sql, networkId, holder, {
        ...report,
        claimedTip: claimedTip(following.pool),
      })
      if (!isOurs) throw new BlocksError('lease_lost', `another worker follows ${config.id}`)
      if (summary !== shown) await notify(sql, config.id, 'state')
      savedMs = wallNow()
      shown = summary
    }
    await pause(STATE_EVERY_MS, signal)
  }
}

/** Rounds lost so far at the height after the tip; 0 while nobody was asked since the tip came. */
function lostRoundsOf({ params }: Following, { tip, askedAtMs }: Sight): number {
  if (tip === null || askedAtMs === null) return 0
  return openRoundAt(params, tip, askedAtMs) - firstBlamableRound(params, tip.height + 1, tip)
}

function stateOf({ pool, params }: Following, sight: Sight, lostRounds: number): NetworkState {
  const { clock, tip, isStopped, isBackfilling } = sight
  const hasRunOut = clock?.endsAtMs != null && networkTime(clock, wallNow()) >= clock.endsAtMs
  return networkState({
    isStopped,
    isLooking: !isLookedAt(pool),
    answering: answering(pool),
    trusted: trusted(pool).length,
    tipHeight: tip?.height ?? null,
    claimedTip: claimedTip(pool),
    isBackfilling,
    endHeight: hasRunOut ? (clock?.endHeight ?? null) : null,
    lostRounds,
    mayBeAway: mayBeAway(params.seats),
  })
}
