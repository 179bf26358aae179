import type { NetworkParams } from '#lib/chain/params.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import type { EpochSet } from './epoch-set.ts'
import type { DecidedBlock } from './rounds.ts'

type CheckedSlot = {
  readonly height: number
  readonly round: number
  readonly operator: string
  readonly kind: 'primary' | 'covering'
  readonly cause: 'delegate' | 'network'
}

/** An epoch as checked.json states it. */
export type CheckedEpoch = {
  readonly epoch: number
  readonly startHeight: number
  readonly endHeight: number
  complete: boolean
  readonly seats: readonly string[]
  readonly produced: Record<string, number>
  readonly expected: number
  unproductive: string[] | null
  lateCommits: number
  readonly missed: CheckedSlot[]
}

/** Begins the account of an epoch. */
export function openAccount(set: EpochSet): CheckedEpoch {
  const { epoch, startHeight, endHeight, seats } = set
  return {
    epoch,
    startHeight,
    endHeight,
    complete: false,
    seats,
    produced: Object.fromEntries(seats.map((operator) => [operator, 0])),
    expected: Math.floor((endHeight - startHeight + 1) / seats.length),
    unproductive: null,
    lateCommits: 0,
    missed: [],
  }
}

type Decided = Pick<DecidedBlock, 'round' | 'lateRounds' | 'missed' | 'cause'>

/** Enters a block as it was decided, not as anybody would derive it. */
export function enter(account: CheckedEpoch, height: number, decided: Decided): void {
  const seatAt = (seat: number) => account.seats[seat] ?? ''
  const producer = seatAt((height + decided.round) % account.seats.length)
  account.produced[producer] = (account.produced[producer] ?? 0) + 1
  if (decided.lateRounds > 0) account.lateCommits += 1
  for (const { round, seat } of decided.missed) {
    const kind = round === 0 ? 'primary' : 'covering'
    account.missed.push({ height, round, operator: seatAt(seat), kind, cause: decided.cause })
  }
}

/** Closes the account with the last block: who fell short, and by how many blocks. */
export function close(account: CheckedEpoch, params: NetworkParams): Map<string, number> {
  const { expected } = account
  const short = new Map<string, number>()
  for (const operator of account.seats) {
    const produced = account.produced[operator] ?? 0
    const percent = Math.floor((produced * 100) / expected)
    if (percent < params.productivityThresholdPercent) short.set(operator, expected - produced)
  }
  account.complete = true
  account.unproductive = [...short.keys()].sort()
  return short
}

/** checked.json of a recording. */
export function checkedFile(params: NetworkParams, tip: number, epochs: readonly CheckedEpoch[]): unknown {
  return { tip, quorum: quorumOf(params.seats), epochs }
}
