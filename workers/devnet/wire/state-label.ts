import { create, toBinary } from '@bufbuild/protobuf'
import { ReadStateResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import type { Ledger } from '../ledger.ts'

/** Which block an answer is told to hold for. */
export type StateLabel = { readonly hash: string; readonly height: bigint }

/** A serialized ReadStateResponse. */
export function labelled(data: Uint8Array, blockIdentifier: StateLabel): Uint8Array {
  return toBinary(ReadStateResponseSchema, create(ReadStateResponseSchema, { data, blockIdentifier }))
}

/** The label of a block; block 0's before the first. */
export function labelOf(ledger: Ledger, height: number): StateLabel {
  const block = ledger.block(height)
  if (block === undefined) return { hash: ledger.genesisHash, height: 0n }
  return { hash: block.hash, height: BigInt(height) }
}

/** The label of the tip. */
export function tipLabel(ledger: Ledger): StateLabel {
  return labelOf(ledger, ledger.tip())
}
