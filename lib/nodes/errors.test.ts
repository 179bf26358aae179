import { ConnectError } from '@connectrpc/connect'
import { expect, test } from 'vitest'
import { NodeError, nodeErrorFrom } from './errors.ts'
import { fixture } from './testing.client.ts'

const CODES = [
  ...['OK', 'Canceled', 'Unknown', 'InvalidArgument', 'DeadlineExceeded', 'NotFound', 'AlreadyExists'],
  ...[
    'PermissionDenied',
    'ResourceExhausted',
    'FailedPrecondition',
    'Aborted',
    'OutOfRange',
    'Unimplemented',
  ],
  ...['Internal', 'Unavailable', 'DataLoss', 'Unauthenticated'],
]

type Observation = { situation: string; connectCode: string; connectCauseCode: string | null }
const { observations } = JSON.parse(fixture('vectors/client-observations.json')) as {
  observations: Observation[]
}

const OBSERVED: Record<string, [reason: string, retryable: boolean]> = {
  'connection refused': ['refused', true],
  'TCP accepts but never answers': ['timed_out', true],
  'TCP reset on connect': ['cut_off', true],
  // By codes alone no more can be said; look.service.ts tries a handshake.
  'plaintext client against TLS port': ['cut_off', true],
  'TLS client against plaintext port': ['tls', false],
  'certificate not trusted': ['tls', false],
  'certificate expired': ['tls', false],
  'HTTP/1.1-only server (for example port 8080) or p2p port': ['not_a_node', false],
  'call exceeds its timeout': ['timed_out', true],
}

test.each(Object.entries(OBSERVED))('%s → %s', (situation, [reason, retryable]) => {
  const seen = observations.find((observation) => observation.situation === situation)
  const cause = seen?.connectCauseCode
    ? Object.assign(new Error('whatever it says'), { code: seen.connectCauseCode })
    : null
  const error = new ConnectError('whatever it says', CODES.indexOf(seen?.connectCode ?? ''))
  error.cause = cause
  expect(nodeErrorFrom(error, 'asking')).toMatchObject({ code: reason, retryable })
})

type Status = { rpc: string; when: string; code: number; message: string }
const statuses = (JSON.parse(fixture('vectors/grpc-errors.json')) as { errors: Status[] }).errors
const BY_STATUS: Record<number, string> = {
  2: 'failed',
  3: 'not_supported',
  5: 'not_supported',
  8: 'busy',
  12: 'not_supported',
  13: 'failed',
  14: 'busy',
}

test.each(statuses)('a node that answers $rpc with code $code ($when)', ({ code, message }) => {
  const headers = { 'grpc-status': String(code), 'grpc-message': message }
  const fromNode = nodeErrorFrom(new ConnectError(message, code, headers), 'asking')
  expect(fromNode.code).toBe(BY_STATUS[code])
  const otherText = nodeErrorFrom(new ConnectError('another text', code, headers), 'asking')
  expect(otherText.code).toBe(fromNode.code)
})

test.each([
  [8, 'too_large'], // our own limit, where a node's own 8 is busy
  [2, 'not_a_node'],
  [12, 'not_a_node'],
  [13, 'bad_answer'],
  [14, 'busy'],
])('without a status of a node, code %i is %s', (code, reason) => {
  expect(nodeErrorFrom(new ConnectError('HTTP 403', code), 'asking').code).toBe(reason)
})

test('keeps a reason found deeper down', () => {
  const inner = new NodeError('private_address', '10.0.0.1')
  const outer = ConnectError.from(new Error('connect', { cause: inner }))
  expect(nodeErrorFrom(outer, 'asking')).toBe(inner)
})

test('several addresses in vain: the last one says why', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  expect(nodeErrorFrom(new AggregateError([new Error('first'), refused]), 'asking').code).toBe('refused')
})

test('our own giving up is no fault of the endpoint', () => {
  expect(nodeErrorFrom(new ConnectError('reset', 10), 'asking', AbortSignal.abort()).code).toBe('stopped')
})

test('a fault of ours is thrown on', () => {
  expect(() => nodeErrorFrom(new TypeError('undefined is not a function'), 'asking')).toThrow(TypeError)
})
