import { create, toBinary } from '@bufbuild/protobuf'
import type { NetworkParams } from '#lib/chain/params.ts'
import { GetChainMetaResponseSchema, GetServerMetaResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { CandidateListSchema, ProbationCandidateListSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import { READ_STATE, readStateRequest } from '../wire/read-state-request.ts'
import { labelled, type StateLabel } from '../wire/state-label.ts'
import { candidateMessages } from './candidate-messages.ts'
import type { EpochSet } from './epoch-set.ts'
import { type Reward, UNPRODUCTIVE_SLASH } from './rewards.ts'

/** A line of answers.jsonl. */
export type AnswerLine = {
  readonly label: string
  readonly method: string
  readonly request: string
  readonly response: string
}

function line(label: string, method: string, request: Uint8Array, response: Uint8Array): AnswerLine {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return { label, method, request: base64(request), response: base64(response) }
}

/** The poll lists of an epoch by their methods, serialized. */
export function pollLists(params: NetworkParams, set: EpochSet): ReadonlyMap<string, Uint8Array> {
  const { candidates } = set
  const byOperator = new Map(candidates.map((candidate) => [candidate.operator, candidate]))
  const producers = candidates.slice(0, params.candidateSeats).filter(({ votes }) => votes > 0n)
  const active = set.seats.flatMap((operator) => byOperator.get(operator) ?? [])
  const list = (candidates: Parameters<typeof candidateMessages>[0]) =>
    toBinary(CandidateListSchema, create(CandidateListSchema, { candidates: candidateMessages(candidates) }))
  const probationList = [...set.probation]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, count]) => ({ address, count }))
  const probation = create(ProbationCandidateListSchema, {
    probationList,
    intensityRate: params.probationIntensityPercent,
  })
  return new Map([
    ['CandidatesByEpoch', list(candidates)],
    ['BlockProducersByEpoch', list(producers)],
    ['ActiveBlockProducersByEpoch', list(active)],
    ['ProbationListByEpoch', toBinary(ProbationCandidateListSchema, probation)],
  ])
}

/** The poll lists of an epoch as recorded answers, labelled with its first block. */
export function pollAnswers(params: NetworkParams, set: EpochSet, label: StateLabel): AnswerLine[] {
  const { epoch } = set
  return [...pollLists(params, set)].map(([method, data]) =>
    line(
      `${method} ${epoch}`,
      READ_STATE,
      readStateRequest('poll', method, String(epoch)),
      labelled(data, label),
    ),
  )
}

/** What the rewarding fund holds and owes. */
export type Fund = { readonly unclaimed: Map<string, bigint>; slashedRau: bigint }

/** Enters what a block granted: a slash comes back to the fund. */
export function credit(fund: Fund, rewards: readonly Reward[]): void {
  for (const { type, address, amountRau } of rewards) {
    if (type === UNPRODUCTIVE_SLASH) fund.slashedRau += amountRau
    else fund.unclaimed.set(address, (fund.unclaimed.get(address) ?? 0n) + amountRau)
  }
}

/** Balances at the tip: nobody claims and nobody pays fees, so only slashes part available from total and owed. */
export function balanceAnswers(params: NetworkParams, fund: Fund, tip: StateLabel): AnswerLine[] {
  const owed = [...fund.unclaimed.values()].reduce((sum, amount) => sum + amount, 0n)
  const total = params.rewardingPoolAtGenesisRau
  const read = (label: string, amount: bigint, ...args: string[]) => {
    const request = readStateRequest('rewarding', label, ...args)
    const name = ['rewarding', label, ...args].join(' ')
    return line(name, READ_STATE, request, labelled(Buffer.from(amount.toString()), tip))
  }
  return [
    ...[...fund.unclaimed].sort().map(([address, amount]) => read('UnclaimedBalance', amount, address)),
    read('TotalBalance', total),
    read('AvailableBalance', total - owed + fund.slashedRau),
  ]
}

/** What the node says of itself and of the tip. */
export function metaAnswers(params: NetworkParams, set: EpochSet, height: number): AnswerLine[] {
  const epoch = { num: BigInt(set.epoch), height: BigInt(set.startHeight) }
  const chainMeta = { height: BigInt(height), chainId: params.chainId, epoch }
  const chain = create(GetChainMetaResponseSchema, {
    chainMeta,
    syncStage: 'sync in progress at 0.4 blocks/sec',
  })
  const build = {
    packageVersion: 'v2.4.4',
    packageCommitId: '0'.repeat(40),
    gitStatus: 'clean',
    goVersion: 'go1.24',
  }
  const server = create(GetServerMetaResponseSchema, { serverMeta: build })
  const nothing = new Uint8Array(0)
  return [
    line(
      'chain meta',
      'iotexapi.APIService/GetChainMeta',
      nothing,
      toBinary(GetChainMetaResponseSchema, chain),
    ),
    line(
      'server meta',
      'iotexapi.APIService/GetServerMeta',
      nothing,
      toBinary(GetServerMetaResponseSchema, server),
    ),
  ]
}
