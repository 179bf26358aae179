import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import {
  type PaginationParam,
  ReadStakingDataMethodSchema,
  type ReadStakingDataRequest,
  ReadStakingDataRequestSchema,
} from '#lib/nodes/gen/iotexapi_pb.ts'
import {
  AccountMetaSchema,
  BucketsCountSchema,
  CandidateListV2Schema,
  CandidateV2Schema,
  VoteBucketListSchema,
} from '#lib/nodes/gen/iotextypes_pb.ts'
import type { Ledger } from '../ledger.ts'
import type { Bucket, EconomyReads } from '../simulation/economy/reads.ts'
import { addressRefusal } from './address-refusal.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { notKnown } from './poll.ts'
import { bucketMessages, candidateMessage, listedCandidates } from './staking-messages.ts'
import { labelAt } from './state-height.ts'
import { labelled } from './state-label.ts'

/** Number of each request's field, which is also that of its method. */
const METHODS = {
  buckets: 1,
  bucketsByVoter: 2,
  bucketsByCandidate: 3,
  candidates: 4,
  candidateByName: 5,
  bucketsByIndexes: 6,
  candidateByAddress: 7,
  totalStakingAmount: 8,
  bucketsCount: 9,
} as const

type Asked = Exclude<ReadStakingDataRequest['request'], { case: undefined }>

export const STAKING_POOL = 'io000000000000000000000000stakingprotocol'

/**
 * A staking read. Without an economy only the list of candidates can be told, from the network's own registrations
 * with the votes of the newest poll list. A read in the past that is not refused answers today's state.
 */
export function readStaking(
  ledger: Ledger,
  method: Uint8Array,
  args: readonly Uint8Array[],
  height: number,
): Uint8Array {
  const request = askedFor(method, args)
  if (request === null) throw ledger.economy ? noSuchMethod() : notKnown()
  const data = ledger.economy ? told(ledger, ledger.economy, request) : recordedCandidates(ledger, request)
  return labelled(data, labelAt(ledger, height))
}

/** Null when method and argument do not belong together. */
function askedFor(method: Uint8Array, args: readonly Uint8Array[]): Asked | null {
  const [argument] = args
  if (argument === undefined) return null
  const { request } = fromBinary(ReadStakingDataRequestSchema, argument)
  if (request.case === undefined) return null
  return METHODS[request.case] === fromBinary(ReadStakingDataMethodSchema, method).method ? request : null
}

function noSuchMethod(): GrpcRefusal {
  return new GrpcRefusal('NOT_FOUND', "corresponding method isn't found")
}

function recordedCandidates(ledger: Ledger, request: Asked): Uint8Array {
  if (request.case !== 'candidates') throw notKnown()
  const candidates = page(listedCandidates(ledger), request.value.pagination)
  return toBinary(CandidateListV2Schema, create(CandidateListV2Schema, { candidates }))
}

function told(ledger: Ledger, economy: EconomyReads, request: Asked): Uint8Array {
  switch (request.case) {
    case 'candidates':
      return recordedCandidates(ledger, request)
    case 'candidateByName':
      return candidate(ledger, economy, ({ name }) => name === request.value.candName)
    case 'candidateByAddress': {
      const { ownerAddr, id } = request.value
      return candidate(ledger, economy, ({ owner }) => owner === (id || ownerAddr))
    }
    case 'totalStakingAmount': {
      const balance = economy.totalStakedRau().toString()
      return toBinary(AccountMetaSchema, create(AccountMetaSchema, { address: STAKING_POOL, balance }))
    }
    case 'bucketsCount': {
      const count = BigInt(economy.buckets().length)
      return toBinary(BucketsCountSchema, create(BucketsCountSchema, { total: count, active: count }))
    }
    default:
      return bucketList(ledger, bucketsAsked(ledger, economy, request))
  }
}

function bucketsAsked(ledger: Ledger, economy: EconomyReads, request: Asked): readonly Bucket[] {
  const buckets = economy.buckets()
  switch (request.case) {
    case 'buckets':
      return page(buckets, request.value.pagination)
    case 'bucketsByVoter': {
      const { voterAddress, pagination } = request.value
      const refusal = addressRefusal(voterAddress)
      if (refusal !== null) throw new GrpcRefusal('NOT_FOUND', refusal)
      const own = buckets.filter(({ owner }) => owner === voterAddress)
      return page(own, pagination)
    }
    case 'bucketsByCandidate': {
      const { candName, pagination } = request.value
      const named = ledger.delegates.findIndex(({ name }) => name === candName)
      const own = buckets.filter(({ delegate }) => delegate === named)
      return page(own, pagination)
    }
    case 'bucketsByIndexes':
      return request.value.index.flatMap((index) => buckets[Number(index)] ?? [])
    default:
      throw noSuchMethod()
  }
}

function candidate(
  ledger: Ledger,
  economy: EconomyReads,
  isIt: (delegate: Ledger['delegates'][number]) => boolean,
): Uint8Array {
  const index = ledger.delegates.findIndex(isIt)
  const delegate = ledger.delegates[index]
  if (delegate === undefined) throw new GrpcRefusal('NOT_FOUND', 'invalid total weighted votes ') // as nodes put it
  const found = candidateMessage(delegate, index, economy.votes(index), economy.selfStakeRau(index))
  return toBinary(CandidateV2Schema, found)
}

function bucketList(ledger: Ledger, buckets: readonly Bucket[]): Uint8Array {
  const list = create(VoteBucketListSchema, { buckets: bucketMessages(ledger.delegates, buckets) })
  return toBinary(VoteBucketListSchema, list)
}

/** A limit of 0, or none, gives nothing. */
function page<Member>(list: readonly Member[], pagination: PaginationParam | undefined): Member[] {
  const { offset = 0, limit = 0 } = pagination ?? {}
  return list.slice(offset, offset + limit)
}
