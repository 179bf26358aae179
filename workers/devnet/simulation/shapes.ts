import type { NetworkParams } from '#lib/chain/params.ts'
import { era, forksOf } from '../generate/options.ts'
import { randomFrom } from '../generate/random.ts'
import { NAMED_DELEGATES, namedDelegates } from './economy/delegates.ts'
import type { NetworkPlan } from './plan.ts'

export const SHAPES = ['mainnet', 'small'] as const
export type Shape = (typeof SHAPES)[number]

type PlanOptions = {
  readonly shape: Shape
  readonly seed: number
  /** Cut to the whole second. */
  readonly genesisMs: number
  readonly name?: string
  /** Fork name to its first height; what is not named is in force from height 1, up to YapBeta. */
  readonly forks?: Readonly<Record<string, number>>
  /** Anything else that is to be another than the shape's; other eras come in here. */
  readonly params?: Partial<NetworkParams>
  readonly gateways?: number
  readonly version?: string
}

const IOTX = 10n ** 18n
const SIZES = {
  mainnet: { seats: 24, candidateSeats: 36, delegates: NAMED_DELEGATES, subEpochs: 60 },
  small: { seats: 8, candidateSeats: 12, delegates: 14, subEpochs: 6 },
} as const
/** Of the forks after those every generated network has. */
const LATEST_FORKS = { wake: 1, xingu: 1, xinguBeta: 1, yap: 1, yapBeta: 1 }

/** A network of a shape, ready to begin: its parameters and its delegates with their keys. */
export function networkPlan(options: PlanOptions): NetworkPlan {
  const { shape, seed } = options
  const { seats, candidateSeats, delegates: count, subEpochs } = SIZES[shape]
  const delegates = namedDelegates(seed, count, randomFrom(seed))
  const params: NetworkParams = {
    genesisMs: Math.floor(options.genesisMs / 1000) * 1000,
    chainId: 1,
    evmChainId: 4690,
    seats,
    candidateSeats,
    eras: [era(1, 2500, subEpochs)],
    forks: forksOf({ forks: { ...LATEST_FORKS, ...options.forks } }),
    epochRewards: [{ fromHeight: 1, amountRau: 18_750n * IOTX }],
    delegatesPaidEpochReward: 100,
    exemptOperators: delegates.slice(4, 6).map(({ operator }) => operator),
    foundationBonus: { amountRau: 0n, delegates: 0, epochs: [] },
    // Six times mainnet's first endowment: at speed 100 the fund lasts three weeks.
    rewardingPoolAtGenesisRau: 1_200_000_000n * IOTX,
    productivityThresholdPercent: 85,
    probationEpochs: 6,
    probationIntensityPercent: 90,
    scoreThresholdRau: 2_000_000n * IOTX,
    ...options.params,
  }
  const { name = `practice ${seed}`, gateways = 2, version = 'v2.4.4' } = options
  return { name, seed, params, delegates, gateways, version }
}
