import { ChainError } from './errors.ts'

/** What one delegate produced in one epoch, against what the schedule gave it. */
export type Production = { readonly producedBlocks: number; readonly expectedBlocks: number }

/**
 * Production in whole percent, rounded down, as the chain compares it; above 100 for one that covered for others.
 * @throws {ChainError} `no_expected_blocks`: there is no ratio, and "productive" would hide it.
 */
export function productivityPercent({ producedBlocks, expectedBlocks }: Production): number {
  if (expectedBlocks <= 0) throw new ChainError('no_expected_blocks', `expectedBlocks is ${expectedBlocks}`)
  return Math.floor((producedBlocks * 100) / expectedBlocks)
}

/**
 * Whether an epoch counts as unproductive for a delegate, which puts it on probation.
 * The chain compares whole percent, rounded down, by strict less-than: with a threshold of 85,
 * 51 of 60 blocks is exactly 85 % and passes. `thresholdPercent` runs from 0 to 100.
 * Source: iotex-core, action/protocol/poll/slasher.go, calculateUnproductiveDelegates.
 * @throws {ChainError} `no_expected_blocks`.
 */
export function isUnproductive(production: Production, thresholdPercent: number): boolean {
  return productivityPercent(production) < thresholdPercent
}

/** Blocks the schedule gives each seat in an epoch: whole turns, rounded down. */
export function expectedBlocks(blocksInEpoch: number, seats: number): number {
  return Math.floor(blocksInEpoch / seats)
}
