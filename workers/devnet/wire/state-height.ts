import { epochOf } from '#lib/chain/epoch.ts'
import type { Ledger } from '../ledger.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { epochStartAt } from './poll.ts'
import { labelOf, type StateLabel, tipLabel } from './state-label.ts'

/** From this version on a node that keeps no history refuses to read in the past. */
const HONEST_FROM = [2, 4, 4] as const

/**
 * Refuses a read at a height below the tip as nodes from v2.4.4 on do. Older ones answer today's value, and so does
 * whatever says no version.
 */
export function refusePast(ledger: Ledger, height: string): void {
  if (height === '') return
  if (!/^(\d{1,15}|0x[0-9a-f]{1,12})$/i.test(height)) {
    throw new GrpcRefusal('NOT_FOUND', `strconv.ParseUint: parsing "${height}": invalid syntax`)
  }
  const tip = ledger.tip()
  if (Number(height) >= tip || ledger.self === undefined || !isAtLeast(ledger.self.version(), HONEST_FROM))
    return
  const why = `historical state at height ${Number(height)} is not available on a non-archive node`
  throw new GrpcRefusal('NOT_FOUND', `${why} (current tip ${tip}); use an archive node: not supported`)
}

/** Which block a read at a height is told for: the tip, a block of the tip's epoch, or the start of an earlier one. */
export function labelAt(ledger: Ledger, height: number): StateLabel {
  const tip = ledger.tip()
  if (!(height > 0 && height < tip)) return tipLabel(ledger)
  const isEarlier = epochOf(ledger.params, height) < epochOf(ledger.params, tip)
  return labelOf(ledger, isEarlier ? epochStartAt(ledger, height) : height)
}

/** Whether a version like v2.5.0-rc0 is this one or a later one; what is none counts as old. */
export function isAtLeast(version: string, wanted: readonly [number, number, number]): boolean {
  const parts = /^v(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [0, 0, 0]
  const differs = wanted.findIndex((part, index) => part !== parts[index])
  return differs < 0 || (parts[differs] ?? 0) > (wanted[differs] ?? 0)
}
