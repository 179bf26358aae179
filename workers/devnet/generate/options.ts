import type { Era } from '#lib/chain/params.ts'

/**
 * What goes wrong in a generated night. `limit` = always exactly as many seats away as may be, drawn anew every turn,
 * and nothing else; `mixed` = a kind drawn for each epoch, with late commits, halts and late poll results; `usual` = the
 * same, but nine epochs of ten have few away, as on a real network.
 */
export const FAULT_KINDS = ['none', 'few', 'limit', 'mixed', 'usual'] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export type GenerateOptions = {
  readonly name: string
  readonly blocks: number
  readonly seats: number
  readonly candidateSeats: number
  /** Registered delegates. */
  readonly candidates: number
  readonly eras: readonly Era[]
  /** Beyond those in force from height 1. */
  readonly forks: Readonly<Record<string, number>>
  readonly probationEpochs: number
  readonly faults: FaultKind
  readonly seed: number
}

/** Forks that every generated network has from its first block. */
const FROM_START = [
  'pacific',
  'aleutian',
  'bering',
  'cook',
  'dardanelles',
  'daytonaBlock',
  'easter',
  'fbkMigration',
  'fairbank',
  'greenland',
  'hawaii',
  'iceland',
  'jutland',
  'kamchatka',
  'lordHowe',
  'midway',
  'newfoundland',
  'okhotsk',
  'palau',
  'quebec',
  'redsea',
  'sumatra',
  'tsunami',
  'upernavik',
  'vanuatu',
]

/** All forks of a generated network. */
export function forksOf(options: Pick<GenerateOptions, 'forks'>): Record<string, number> {
  return { ...Object.fromEntries(FROM_START.map((fork) => [fork, 1])), ...options.forks }
}

/** Interval in ms to footer delay and block reward, as the chain's own eras pair them. */
const KNOWN_ERAS = new Map([
  [10_000, { footerDelayMs: 8000, blockRewardRau: 16n * 10n ** 18n }],
  [5000, { footerDelayMs: 4000, blockRewardRau: 8n * 10n ** 18n }],
  [3000, { footerDelayMs: 2300, blockRewardRau: 16n * 10n ** 18n }],
  [2500, { footerDelayMs: 2050, blockRewardRau: 4n * 10n ** 18n }],
])

/** An era by its interval. */
export function era(fromHeight: number, blockIntervalMs: number, subEpochs: number): Era {
  const known = KNOWN_ERAS.get(blockIntervalMs)
  const footerDelayMs = known?.footerDelayMs ?? Math.floor(blockIntervalMs * 0.82)
  return {
    fromHeight,
    blockIntervalMs,
    subEpochs,
    footerDelayMs,
    blockRewardRau: known?.blockRewardRau ?? 4n * 10n ** 18n,
  }
}

/** The options of a generated network; what is not given is as on mainnet. */
export function generateOptions(given: Partial<GenerateOptions>): GenerateOptions {
  const seats = given.seats ?? 24
  const candidateSeats = given.candidateSeats ?? Math.max(seats, Math.floor(seats * 1.5))
  return {
    name: `generated ${given.seed ?? 1}`,
    blocks: 1000,
    candidates: candidateSeats,
    eras: [era(1, 2500, 60)],
    forks: {},
    probationEpochs: 6,
    faults: 'mixed',
    seed: 1,
    ...given,
    seats,
    candidateSeats,
  }
}
