import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf'
import type { Channel, Patience } from './channel.client.ts'
import { NodeError } from './errors.ts'
import { CandidateListSchema, ProbationCandidateListSchema } from './gen/iotextypes_pb.ts'
import { votesFrom } from './numbers.ts'
import { readState } from './read-state.client.ts'

export type PollListMethod = 'CandidatesByEpoch' | 'ActiveBlockProducersByEpoch' | 'BlockProducersByEpoch'

/** A candidate as an epoch's list froze it; `address` is the operator's, `identity` empty before Yap. */
export type PollCandidate = {
  readonly address: string
  readonly votes: bigint
  readonly reward: string
  readonly identity: string
}

/** `key` is the operator's address before YapBeta, the candidate's identity from then on; it may be empty. */
export type ProbationList = {
  readonly entries: readonly { readonly key: string; readonly count: number }[]
  readonly intensityPercent: number
}

/** An epoch's list, in the node's order: for ActiveBlockProducersByEpoch that is the order of proposers. */
export async function pollList(
  channel: Channel,
  method: PollListMethod,
  epoch: number,
  epochStart: number,
  patience: Patience,
): Promise<PollCandidate[]> {
  const list = await readPoll(channel, method, CandidateListSchema, epoch, epochStart, patience)
  return list.candidates.map(({ address, votes, rewardAddress, identity }) => ({
    address,
    votes: votesFrom(votes),
    reward: rewardAddress,
    identity,
  }))
}

/** Who is on probation in an epoch, with the number of epochs it was unproductive in. */
export async function probationList(
  channel: Channel,
  epoch: number,
  epochStart: number,
  patience: Patience,
): Promise<ProbationList> {
  const schema = ProbationCandidateListSchema
  const list = await readPoll(channel, 'ProbationListByEpoch', schema, epoch, epochStart, patience)
  return {
    entries: list.probationList.map(({ address, count }) => ({ key: address, count })),
    intensityPercent: list.intensityRate,
  }
}

/**
 * A node answers for an epoch that it cannot know yet, or no longer has, with the current epoch's list and no word about
 * it. Only the block it stands for tells: the asked epoch's first, or another one.
 * @throws {NodeError} `behind` when the node has not reached the epoch, `bad_answer` when the list is of another epoch.
 */
async function readPoll<S extends DescMessage>(
  channel: Channel,
  method: string,
  schema: S,
  epoch: number,
  epochStart: number,
  patience: Patience,
): Promise<MessageShape<S>> {
  const answer = await readState(channel, { protocol: 'poll', method, argument: String(epoch) }, patience)
  if (answer.blockHeight !== epochStart) {
    const reason = answer.blockHeight < epochStart ? 'behind' : 'bad_answer'
    const got = `answered for block ${answer.blockHeight}, not ${epochStart}`
    throw new NodeError(reason, `${method} ${epoch} of ${channel.endpoint}: ${got}`)
  }
  try {
    return fromBinary(schema, answer.data)
  } catch (error) {
    throw new NodeError('bad_answer', `${method} ${epoch} of ${channel.endpoint} does not decode`, {
      cause: error,
    })
  }
}
