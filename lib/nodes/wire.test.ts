import { type DescMessage, fromBinary, toBinary } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { file_health } from './gen/health_pb.ts'
import { file_iotexapi } from './gen/iotexapi_pb.ts'
import { file_iotextypes } from './gen/iotextypes_pb.ts'
import { fixture } from './testing.client.ts'

const FILES =
  'actions block-metas chain-meta epoch-meta grpc-health raw-blocks read-state-poll read-state-rewarding ' +
  'read-state-staking receipt server-meta stream-blocks'

type Vector = { name: string; message: string; hex: string; bytes: number }

const schemas = new Map<string, DescMessage>(
  [file_health, file_iotexapi, file_iotextypes].flatMap(({ messages }) =>
    messages.map((message) => [message.typeName, message] as const),
  ),
)
const vectors = FILES.split(' ').flatMap(
  (name) => (JSON.parse(fixture(`vectors/${name}.json`)) as { vectors: Vector[] }).vectors,
)
const declared = vectors.filter(({ message }) => schemas.has(message))

test('our proto declares most of the vectors', () => {
  expect(declared.length).toBeGreaterThanOrEqual(50)
})

test.each(declared)('$message, $name: decoded and encoded again it is the same bytes', ({ message, hex }) => {
  const schema = schemas.get(message)
  if (!schema) throw new Error(`${message} is not declared`)
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'))
  const decoded = fromBinary(schema, bytes)
  expect(Buffer.from(toBinary(schema, decoded)).toString('hex')).toBe(hex)
})
