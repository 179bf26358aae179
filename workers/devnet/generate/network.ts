import type { NetworkParams } from '#lib/chain/params.ts'
import type { GeneratedDelegate } from './delegates.ts'
import { forksOf, type GenerateOptions } from './options.ts'

const GENESIS_AT = 1_795_300_000
const EPOCH_REWARD_RAU = 18_750n * 10n ** 18n
const POOL_RAU = 200_000_000n * 10n ** 18n
const SCORE_THRESHOLD_RAU = 2_000_000n * 10n ** 18n

/** The parameters of a generated network; two of its delegates get no epoch reward. */
export function generatedParams(
  options: GenerateOptions,
  delegates: readonly GeneratedDelegate[],
): NetworkParams {
  return {
    genesisMs: GENESIS_AT * 1000,
    chainId: 1,
    evmChainId: 4690,
    seats: options.seats,
    candidateSeats: options.candidateSeats,
    eras: options.eras,
    forks: forksOf(options),
    epochRewards: [{ fromHeight: 1, amountRau: EPOCH_REWARD_RAU }],
    delegatesPaidEpochReward: 100,
    exemptOperators: delegates.slice(4, 6).map(({ operator }) => operator),
    foundationBonus: { amountRau: 0n, delegates: 0, epochs: [] },
    rewardingPoolAtGenesisRau: POOL_RAU,
    productivityThresholdPercent: 85,
    probationEpochs: options.probationEpochs,
    probationIntensityPercent: 90,
    scoreThresholdRau: SCORE_THRESHOLD_RAU,
  }
}

/** network.json of a generated network. */
export function networkFile(
  name: string,
  params: NetworkParams,
  delegates: readonly GeneratedDelegate[],
): unknown {
  const { genesisMs, epochRewards, ...rest } = params
  return {
    name,
    genesisAt: genesisMs / 1000,
    ...rest,
    epochRewardRau: epochRewards[0]?.amountRau,
    delegates: delegates.map(({ name, operator, owner, reward, selfStakeRau }, node) => ({
      name,
      operator,
      owner,
      reward,
      selfStakeRau,
      node,
    })),
    accounts: [],
  }
}

/** JSON with every bigint as a decimal string. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  )
}
