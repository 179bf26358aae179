import { fromBinary } from '@bufbuild/protobuf'
import { epochOf, epochStart } from '#lib/chain/epoch.ts'
import { type Candidate, CandidateListSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { Ledger } from '../ledger.ts'
import { bytesOf } from './fields.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { labelled, tipLabel } from './state-label.ts'

const LISTS = [
  'CandidatesByEpoch',
  'BlockProducersByEpoch',
  'ActiveBlockProducersByEpoch',
  'ProbationListByEpoch',
]

/** What a replay cannot derive from the blocks that are known so far. */
export function notKnown(): GrpcRefusal {
  return new GrpcRefusal('UNAVAILABLE', 'not known at this instant of the replay')
}

/** The epoch of the tip; the first one before any block. */
export function currentEpoch(ledger: Ledger): number {
  return epochOf(ledger.params, Math.max(ledger.tip(), 1))
}

/**
 * A poll read with its traps: an epoch to come answers the current list with the tip's label, an unknown method or an
 * argument that is no number OK with nothing in it and block 0, a missing argument the current epoch.
 */
export function readPoll(ledger: Ledger, method: string, args: readonly string[]): Uint8Array {
  const [argument] = args
  const known = LISTS.includes(method) && (argument === undefined || /^\d+$/.test(argument))
  const asked = argument === undefined ? currentEpoch(ledger) : Number(argument)
  if (!known || asked === 0) return labelled(new Uint8Array(0), { hash: ledger.genesisHash, height: 0n })
  const epoch = Math.min(asked, currentEpoch(ledger))
  const answer = ledger.pollList(method, epoch)
  if (answer === undefined) throw notKnown()
  return asked > epoch ? labelled(bytesOf(answer, 1), tipLabel(ledger)) : answer
}

/** The candidates of a poll list of an epoch that has begun. */
export function candidatesOf(
  ledger: Ledger,
  method: string,
  epoch: number,
): readonly Candidate[] | undefined {
  const answer = ledger.pollList(method, epoch)
  return answer && fromBinary(CandidateListSchema, bytesOf(answer, 1)).candidates
}

/** First height of the epoch that a state read at `height` is told for. */
export function epochStartAt(ledger: Ledger, height: number): number {
  return epochStart(ledger.params, epochOf(ledger.params, height))
}
