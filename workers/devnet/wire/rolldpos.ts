import { epochEnd, epochOf, epochStart, subEpochOf } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { Ledger } from '../ledger.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { labelled, tipLabel } from './state-label.ts'

type Arithmetic = (params: NetworkParams, argument: number) => number

const WITHOUT_ARGUMENT = new Map<string, (params: NetworkParams) => number>([
  ['NumDelegates', (params) => params.seats],
  ['NumCandidateDelegates', (params) => params.candidateSeats],
])

/** By a height, or for the two of an epoch's bounds by an epoch. 0 gives 0, as the chain counts it. */
const WITH_ARGUMENT = new Map<string, Arithmetic>([
  ['NumSubEpochs', (params, height) => eraAt(params, Math.max(height, 1)).subEpochs],
  ['EpochNumber', (params, height) => (height === 0 ? 0 : epochOf(params, height))],
  ['SubEpochNumber', (params, height) => (height === 0 ? 0 : subEpochOf(params, height))],
  ['EpochHeight', (params, epoch) => (epoch === 0 ? 0 : epochStart(params, epoch))],
  ['EpochLastHeight', (params, epoch) => (epoch === 0 ? 0 : epochEnd(params, epoch))],
])

/** A rolldpos read: the network's parameters and its epoch arithmetic, as decimal text. */
export function readRollDpos(ledger: Ledger, method: string, args: readonly string[]): Uint8Array {
  const constant = WITHOUT_ARGUMENT.get(method)
  if (constant !== undefined) return decimal(ledger, constant(ledger.params))
  const formula = WITH_ARGUMENT.get(method)
  if (formula === undefined) throw new GrpcRefusal('NOT_FOUND', "corresponding method isn't found")
  const [argument] = args
  if (argument === undefined || args.length !== 1) {
    throw new GrpcRefusal('NOT_FOUND', `invalid number of arguments ${args.length}`)
  }
  if (!/^\d{1,15}$/.test(argument)) {
    throw new GrpcRefusal('NOT_FOUND', `strconv.ParseUint: parsing "${argument}": invalid syntax`)
  }
  return decimal(ledger, formula(ledger.params, Number(argument)))
}

function decimal(ledger: Ledger, value: number): Uint8Array {
  return labelled(Buffer.from(String(value)), tipLabel(ledger))
}
