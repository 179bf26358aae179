import { epochOf } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import { type MissedSlot, missedSlotsBefore, openRoundAt } from '#lib/chain/missed-slots.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { type Parent, roundBaseMs, roundStartMs } from '#lib/chain/round.ts'
import type { Network, Tip } from './network.ts'
import { pauseAt } from './pauses.ts'

/** The height after the tip, for which no block is stored yet. */
export type OpenHeight = {
  readonly height: number
  readonly epoch: number
  /** Slots already lost at it; provisional until it is committed. */
  readonly lost: readonly MissedSlot[]
  /** The round that is running, and when it began, Unix ms. */
  readonly round: number
  readonly roundStartMs: number
  /** When its block commits if the running round is not lost, Unix ms. */
  readonly dueAtMs: number
}

/**
 * What is going on at the height after the tip, told by the network time at which a trusted endpoint last had no block
 * for it; by the tip's own time, that is nothing lost, while none was asked since. Null before the first block, after
 * a recording's end, and when derivation stopped: nobody waits for that height then.
 */
export function openHeight({ params, tip, askedAt, state, pauses }: Network): OpenHeight | null {
  if (tip === null || state === 'ended' || state === 'stopped') return null
  const parent = parentOf(params, tip)
  const height = tip.height + 1
  const round = openRoundAt(params, parent, (askedAt ?? tip.at).getTime())
  const start = roundStartMs(params, height, roundBaseMs(params, height, parent), round)
  return {
    height,
    epoch: epochOf(params, height),
    lost: missedSlotsBefore(params, height, round, parent).map((slot) =>
      pauseAt(pauses, slot.atMs) === null ? slot : { ...slot, cause: 'network' },
    ),
    round,
    roundStartMs: start,
    dueAtMs: start + eraAt(params, height).footerDelayMs,
  }
}

/**
 * When a later height's round 0 starts if no further round is lost, Unix ms: one interval a block, each of its own era,
 * from the running round of the open height, or from the tip where that is not known.
 */
export function expectedStartMs(
  params: NetworkParams,
  tip: Tip,
  open: OpenHeight | null,
  height: number,
): number {
  const next = tip.height + 1
  const first = eraAt(params, next)
  let at = open === null ? tip.at.getTime() + first.blockIntervalMs : open.dueAtMs - first.footerDelayMs
  let from = next + 1
  while (from <= height) {
    const { blockIntervalMs } = eraAt(params, from)
    const nextEra = params.eras.find((era) => era.fromHeight > from)?.fromHeight ?? height + 1
    const until = Math.min(height + 1, nextEra)
    at += (until - from) * blockIntervalMs
    from = until
  }
  return at
}

function parentOf(params: NetworkParams, { height, at, lateRounds }: Tip): Parent {
  const { blockIntervalMs, footerDelayMs } = eraAt(params, height)
  const atMs = at.getTime()
  return { height, atMs, lateRounds, committedAtMs: atMs + lateRounds * blockIntervalMs + footerDelayMs }
}
