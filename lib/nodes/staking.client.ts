import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import type { Channel, Patience } from './channel.client.ts'
import { NodeError } from './errors.ts'
import { ReadStakingDataMethodSchema, ReadStakingDataRequestSchema } from './gen/iotexapi_pb.ts'
import { CandidateListV2Schema, type CandidateV2 } from './gen/iotextypes_pb.ts'
import { readState } from './read-state.client.ts'

const CANDIDATES = toBinary(ReadStakingDataMethodSchema, create(ReadStakingDataMethodSchema, { method: 4 }))
const PAGE = 200
const MAX_PAGES = 50

/** Every registered candidate as it stands at the node's tip, page by page: without a limit a node answers none. */
export async function stakingCandidates(channel: Channel, patience: Patience): Promise<CandidateV2[]> {
  const candidates: CandidateV2[] = []
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const found = await candidatesFrom(channel, candidates.length, PAGE, patience)
    candidates.push(...found)
    if (found.length < PAGE) return candidates
  }
  throw new NodeError('too_large', `${channel.endpoint} has more than ${MAX_PAGES * PAGE} candidates`)
}

async function candidatesFrom(
  channel: Channel,
  offset: number,
  limit: number,
  patience: Patience,
): Promise<CandidateV2[]> {
  const request = create(ReadStakingDataRequestSchema, {
    request: { case: 'candidates', value: { pagination: { offset, limit } } },
  })
  const argument = toBinary(ReadStakingDataRequestSchema, request)
  const { data } = await readState(channel, { protocol: 'staking', method: CANDIDATES, argument }, patience)
  try {
    return fromBinary(CandidateListV2Schema, data).candidates
  } catch (error) {
    throw new NodeError('bad_answer', `candidates of ${channel.endpoint} do not decode`, { cause: error })
  }
}
