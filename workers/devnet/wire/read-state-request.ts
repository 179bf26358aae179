import { create, toBinary } from '@bufbuild/protobuf'
import { ReadStateRequestSchema } from '#lib/nodes/gen/iotexapi_pb.ts'

export const READ_STATE = 'iotexapi.APIService/ReadState'

/** The serialized ReadStateRequest of a method with text arguments, as a client sends it. */
export function readStateRequest(protocol: string, method: string, ...args: readonly string[]): Uint8Array {
  return toBinary(
    ReadStateRequestSchema,
    create(ReadStateRequestSchema, {
      protocolId: Buffer.from(protocol),
      methodName: Buffer.from(method),
      arguments: args.map((argument) => Buffer.from(argument)),
    }),
  )
}
