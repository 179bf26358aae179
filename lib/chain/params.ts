/** A stretch of heights with one block interval; the next era begins at the next one's `fromHeight`. */
export type Era = {
  readonly fromHeight: number
  readonly blockIntervalMs: number
  /** Turns of all seats in an epoch. */
  readonly subEpochs: number
  /** From the start of the round in which a block committed to its footer's time: the sum of the round's phases. */
  readonly footerDelayMs: number
  readonly blockRewardRau: bigint
}

/**
 * The parameters of a network, as data: everything the arithmetic needs and no code knows by heart.
 * Source: iotex-core blockchain/genesis/genesis.go and consensus/consensusfsm/consensus_ttl.go.
 */
export type NetworkParams = {
  /** Unix ms of genesis; every round starts on the grid of the block interval from here. */
  readonly genesisMs: number
  readonly chainId: number
  readonly evmChainId: number
  /** Active block producers drawn for an epoch (24 on mainnet). */
  readonly seats: number
  /** The first of the candidate list that seats are drawn from (36 on mainnet). */
  readonly candidateSeats: number
  /** Ascending by `fromHeight`, the first from height 1. */
  readonly eras: readonly Era[]
  /** Fork name, as the recordings spell it, to its first height; absent = never. */
  readonly forks: Readonly<Partial<Record<string, number>>>
  /** Ascending by `fromHeight`; the epoch reward of an epoch is the one in force at its start. */
  readonly epochRewards: readonly { readonly fromHeight: number; readonly amountRau: bigint }[]
  readonly delegatesPaidEpochReward: number
  /** Operators that get no epoch reward. */
  readonly exemptOperators: readonly string[]
  readonly foundationBonus: {
    readonly amountRau: bigint
    readonly delegates: number
    /** First and last epoch of each stretch in which it is paid. */
    readonly epochs: readonly (readonly [number, number])[]
  }
  readonly rewardingPoolAtGenesisRau: bigint
  readonly productivityThresholdPercent: number
  readonly probationEpochs: number
  /** Percent of the votes that probation takes away (90 on mainnet). */
  readonly probationIntensityPercent: number
  readonly scoreThresholdRau: bigint
}

/** Whether a fork is in force at a height; a fork the network never has is never in force. */
export function isForked(params: NetworkParams, fork: string, height: number): boolean {
  const from = params.forks[fork]
  return from !== undefined && height >= from
}
