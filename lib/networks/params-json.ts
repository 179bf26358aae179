import { z } from 'zod'
import type { NetworkParams } from '#lib/chain/params.ts'

const Height = z.int().min(1)
const Rau = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform(BigInt)

/** Params as `network.params` (jsonb) and the API carry them: NetworkParams with every bigint as a decimal string. */
export const ParamsJson = z.strictObject({
  genesisMs: z.int(),
  chainId: z.int(),
  evmChainId: z.int(),
  seats: z.int().min(1),
  candidateSeats: z.int().min(1),
  eras: z
    .array(
      z.strictObject({
        fromHeight: Height,
        blockIntervalMs: z.int().min(1),
        subEpochs: z.int().min(1),
        footerDelayMs: z.int().min(0),
        blockRewardRau: Rau,
      }),
    )
    .min(1),
  forks: z.record(z.string(), z.int().min(0)),
  epochRewards: z.array(z.strictObject({ fromHeight: Height, amountRau: Rau })),
  delegatesPaidEpochReward: z.int().min(0),
  exemptOperators: z.array(z.string()),
  foundationBonus: z.strictObject({
    amountRau: Rau,
    delegates: z.int().min(0),
    epochs: z.array(z.tuple([z.int(), z.int()])),
  }),
  rewardingPoolAtGenesisRau: Rau,
  productivityThresholdPercent: z.int().min(0).max(100),
  probationEpochs: z.int().min(1),
  probationIntensityPercent: z.int().min(0).max(100),
  scoreThresholdRau: Rau,
})
export type ParamsJson = z.input<typeof ParamsJson>

/** What `network.params` holds for these parameters; `paramsFromJson` gives them back unchanged. */
export function paramsToJson(params: NetworkParams): ParamsJson {
  return {
    genesisMs: params.genesisMs,
    chainId: params.chainId,
    evmChainId: params.evmChainId,
    seats: params.seats,
    candidateSeats: params.candidateSeats,
    eras: params.eras.map((era) => ({ ...era, blockRewardRau: era.blockRewardRau.toString() })),
    forks: forksOf(params),
    epochRewards: params.epochRewards.map((step) => ({ ...step, amountRau: step.amountRau.toString() })),
    delegatesPaidEpochReward: params.delegatesPaidEpochReward,
    exemptOperators: [...params.exemptOperators],
    foundationBonus: {
      amountRau: params.foundationBonus.amountRau.toString(),
      delegates: params.foundationBonus.delegates,
      epochs: params.foundationBonus.epochs.map(([first, last]) => [first, last]),
    },
    rewardingPoolAtGenesisRau: params.rewardingPoolAtGenesisRau.toString(),
    productivityThresholdPercent: params.productivityThresholdPercent,
    probationEpochs: params.probationEpochs,
    probationIntensityPercent: params.probationIntensityPercent,
    scoreThresholdRau: params.scoreThresholdRau.toString(),
  }
}

/** The parameters that a `network.params` value holds. Throws a ZodError naming what does not belong. */
export function paramsFromJson(value: unknown): NetworkParams {
  return ParamsJson.parse(value)
}

function forksOf(params: NetworkParams): Record<string, number> {
  const forks: Record<string, number> = {}
  for (const [fork, height] of Object.entries(params.forks)) if (height !== undefined) forks[fork] = height
  return forks
}
