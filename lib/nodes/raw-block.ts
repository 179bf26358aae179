import { fromBinary } from '@bufbuild/protobuf'
import { BlockInfoSchema } from './gen/iotexapi_pb.ts'

/** The serialized header inside a serialized BlockInfo, whose hash is the block's; null when there is none. */
export function headerBytesIn(block: Uint8Array): Uint8Array | null {
  try {
    return fromBinary(BlockInfoSchema, block).block?.header ?? null
  } catch {
    return null // bytes that are no message hold no header
  }
}
