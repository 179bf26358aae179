import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { ReadStakingDataMethodSchema, ReadStakingDataRequestSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { CandidateListV2Schema, type CandidateV2, CandidateV2Schema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { Ledger, Registration } from '../ledger.ts'
import { candidatesOf, currentEpoch, epochStartAt, notKnown } from './poll.ts'
import { labelled, labelOf, tipLabel } from './state-label.ts'

const CANDIDATES = 4

/**
 * A staking read that no answer was recorded for: the list of candidates from the network's own registrations, with
 * the votes of the newest poll list. A read in the past answers today's list, labelled with that epoch's start.
 */
export function readStaking(
  ledger: Ledger,
  method: Uint8Array,
  args: readonly Uint8Array[],
  height: number,
): Uint8Array {
  const [argument] = args
  if (fromBinary(ReadStakingDataMethodSchema, method).method !== CANDIDATES || argument === undefined)
    throw notKnown()
  const { request } = fromBinary(ReadStakingDataRequestSchema, argument)
  if (request.case !== 'candidates') throw notKnown()
  const { offset = 0, limit = 0 } = request.value.pagination ?? {}
  const candidates = candidatesNow(ledger).slice(offset, offset + limit)
  const data = toBinary(CandidateListV2Schema, create(CandidateListV2Schema, { candidates }))
  const past = height > 0 && height < ledger.tip()
  return labelled(data, past ? labelOf(ledger, epochStartAt(ledger, height)) : tipLabel(ledger))
}

function candidatesNow(ledger: Ledger): CandidateV2[] {
  const listed = candidatesOf(ledger, 'CandidatesByEpoch', currentEpoch(ledger)) ?? []
  const votes = new Map(listed.map((candidate) => [candidate.address, candidate.votes]))
  return ledger.delegates.map((delegate, index) => candidate(delegate, index, votes.get(delegate.operator)))
}

function candidate(delegate: Registration, index: number, votes: Uint8Array | undefined): CandidateV2 {
  const listed =
    votes === undefined ? delegate.selfStakeRau : BigInt(`0x${Buffer.from(votes).toString('hex') || '0'}`)
  return create(CandidateV2Schema, {
    ownerAddress: delegate.owner,
    operatorAddress: delegate.operator,
    rewardAddress: delegate.reward,
    name: delegate.name,
    totalWeightedVotes: listed.toString(),
    selfStakeBucketIdx: BigInt(index),
    selfStakingTokens: delegate.selfStakeRau.toString(),
    id: delegate.owner,
  })
}
