import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { epochEnd, epochOf, epochStart } from '#lib/chain/epoch.ts'
import { GetEpochMetaRequestSchema, GetEpochMetaResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import type { Ledger } from '../ledger.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { candidatesOf, currentEpoch, notKnown } from './poll.ts'

/** GetEpochMeta: the epoch's block producers by votes, with what each made up to the tip. */
export function epochMeta(ledger: Ledger, request: Uint8Array): Uint8Array {
  const epoch = Number(fromBinary(GetEpochMetaRequestSchema, request).epochNumber)
  if (epoch === 0) throw new GrpcRefusal('INVALID_ARGUMENT', 'epoch number cannot be less than one')
  const current = currentEpoch(ledger)
  if (epoch > current) {
    const inner = `epoch number ${epoch} is larger than current epoch number ${current}`
    throw new GrpcRefusal('NOT_FOUND', `rpc error: code = NotFound desc = ${inner}`)
  }
  const producers = candidatesOf(ledger, 'BlockProducersByEpoch', epoch)
  const active = candidatesOf(ledger, 'ActiveBlockProducersByEpoch', epoch)
  if (producers === undefined || active === undefined) throw notKnown()
  const seats = new Set(active.map(({ address }) => address))
  const start = epochStart(ledger.params, epoch)
  const produced = productionIn(ledger, epoch)
  const blockProducersInfo = producers.map(({ address, votes }) => ({
    address,
    votes: BigInt(`0x${Buffer.from(votes).toString('hex') || '0'}`).toString(),
    active: seats.has(address),
    production: BigInt(produced.get(address) ?? 0),
  }))
  const totalBlocks = [...produced.values()].reduce((sum, count) => sum + count, 0)
  return toBinary(
    GetEpochMetaResponseSchema,
    create(GetEpochMetaResponseSchema, {
      epochData: { num: BigInt(epoch), height: BigInt(start) },
      totalBlocks: BigInt(totalBlocks),
      blockProducersInfo,
    }),
  )
}

function productionIn(ledger: Ledger, epoch: number): ReadonlyMap<string, number> {
  const produced = new Map<string, number>()
  const end = Math.min(ledger.tip(), epochEnd(ledger.params, epoch))
  for (let height = epochStart(ledger.params, epoch); height <= end; height++) {
    const producer = ledger.block(height)?.producer
    if (producer !== undefined) produced.set(producer, (produced.get(producer) ?? 0) + 1)
  }
  return produced
}

/** The epoch's number and first height, as the chain meta carries them. */
export function epochDataAt(ledger: Ledger): { num: bigint; height: bigint } {
  const tip = ledger.tip()
  if (tip < 1) return { num: 0n, height: 0n }
  const epoch = epochOf(ledger.params, tip)
  return { num: BigInt(epoch), height: BigInt(epochStart(ledger.params, epoch)) }
}
