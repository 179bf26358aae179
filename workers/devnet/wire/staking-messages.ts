import { create } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import {
  type CandidateV2,
  CandidateV2Schema,
  type VoteBucket,
  VoteBucketSchema,
} from '#lib/nodes/gen/iotextypes_pb.ts'
import type { Ledger, Registration } from '../ledger.ts'
import type { Bucket } from '../simulation/economy/reads.ts'
import { candidatesOf, currentEpoch } from './poll.ts'

/** The registered delegates: with their votes as they are, or where no economy tells those, as last polled. */
export function listedCandidates(ledger: Ledger): CandidateV2[] {
  const { delegates, economy } = ledger
  if (economy !== undefined) {
    return delegates.map((delegate, index) =>
      candidateMessage(delegate, index, economy.votes(index), economy.selfStakeRau(index)),
    )
  }
  const listed = candidatesOf(ledger, 'CandidatesByEpoch', currentEpoch(ledger)) ?? []
  const polled = new Map(listed.map(({ address, votes }) => [address, bigint(votes)]))
  return delegates.map((delegate, index) => {
    const votes = polled.get(delegate.operator) ?? delegate.selfStakeRau
    return candidateMessage(delegate, index, votes, delegate.selfStakeRau)
  })
}

function bigint(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
}

/** A delegate as the staking protocol lists it; the index is also that of its self-stake bucket. */
export function candidateMessage(
  delegate: Registration,
  index: number,
  votes: bigint,
  selfStakeRau: bigint,
): CandidateV2 {
  return create(CandidateV2Schema, {
    ownerAddress: delegate.owner,
    operatorAddress: delegate.operator,
    rewardAddress: delegate.reward,
    name: delegate.name,
    totalWeightedVotes: votes.toString(),
    selfStakeBucketIdx: BigInt(index),
    selfStakingTokens: selfStakeRau.toString(),
    id: delegate.owner,
  })
}

/** Buckets as the staking protocol lists them; none of ours is being unstaked. */
export function bucketMessages(delegates: readonly Registration[], buckets: readonly Bucket[]): VoteBucket[] {
  return buckets.map((bucket) => {
    const createTime = timestampFromMs(bucket.createdAtMs)
    return create(VoteBucketSchema, {
      index: BigInt(bucket.index),
      candidateAddress: delegates[bucket.delegate]?.owner ?? '',
      stakedAmount: bucket.stakedRau.toString(),
      stakedDuration: bucket.days,
      createTime,
      stakeStartTime: createTime,
      unstakeStartTime: {},
      autoStake: bucket.autoStake,
      owner: bucket.owner,
    })
  })
}
