import { eraAt } from '#lib/chain/eras.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { NetworkClock } from '#lib/clock.ts'
import type { LedgerBlock } from './ledger.ts'

/** `max` = everything has happened already. */
export type ReplaySpeed = number | 'max'

/**
 * When each block becomes known, Unix ms of the network: at its footer's time, never before its parent's (the block
 * after a late commit may carry the same footer time).
 */
export function revealTimes(blocks: readonly LedgerBlock[]): Float64Array {
  const times = new Float64Array(blocks.length)
  let latest = 0
  for (const [index, block] of blocks.entries()) {
    latest = Math.max(latest, block.committedAtMs)
    times[index] = latest
  }
  return times
}

/**
 * The clock of a replay that starts at a wall instant: at genesis, one interval before a recording that begins later,
 * or at the instant `atHeight` became known.
 */
export function replayClock(
  params: NetworkParams,
  blocks: readonly LedgerBlock[],
  options: { readonly speed: ReplaySpeed; readonly wallMs: number; readonly atHeight?: number | undefined },
): NetworkClock {
  const times = revealTimes(blocks)
  const first = blocks[0]
  const endsAtMs = times.at(-1) ?? params.genesisMs
  const endHeight = blocks.at(-1)?.height ?? 0
  const common = { anchorWallMs: options.wallMs, endsAtMs, endHeight }
  if (options.speed === 'max') return { ...common, anchorNetworkMs: endsAtMs, speed: 0 }
  const late = first !== undefined && first.height > 1
  const start = late ? first.atMs - eraAt(params, first.height).blockIntervalMs : params.genesisMs
  const from = options.atHeight === undefined ? undefined : times[options.atHeight - (first?.height ?? 1)]
  return { ...common, anchorNetworkMs: from ?? start, speed: options.speed }
}
