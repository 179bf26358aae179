import { fromBinary } from '@bufbuild/protobuf'
import { ReadStateRequestSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import type { Ledger } from '../ledger.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { readPoll } from './poll.ts'
import { readRewarding } from './rewarding.ts'
import { readRollDpos } from './rolldpos.ts'
import { readStaking } from './staking.ts'
import { refusePast } from './state-height.ts'

const PROTOCOLS = ['poll', 'rolldpos', 'rewarding', 'staking']

/** ReadState of what can be derived; the caller has looked for a recorded answer before. */
export function readState(ledger: Ledger, request: Uint8Array): Uint8Array {
  const { protocolId, methodName, arguments: args, height } = fromBinary(ReadStateRequestSchema, request)
  const protocol = Buffer.from(protocolId).toString()
  const method = Buffer.from(methodName).toString()
  const texts = args.map((argument) => Buffer.from(argument).toString())
  if (!PROTOCOLS.includes(protocol)) {
    throw new GrpcRefusal('INTERNAL', `protocol ${protocol} isn't registered`)
  }
  refusePast(ledger, height)
  switch (protocol) {
    case 'poll':
      return readPoll(ledger, method, texts)
    case 'rolldpos':
      return readRollDpos(ledger, method, texts)
    case 'rewarding':
      return readRewarding(ledger, method, texts, Number(height))
    default:
      return readStaking(ledger, methodName, args, Number(height))
  }
}
