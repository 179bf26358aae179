import { DomainError } from '#lib/errors.ts'

/** Why a call to an endpoint gave nothing, and whether the same call may work later. The only place that decides it. */
const RETRYABLE = {
  refused: true, // nothing listens there
  unreachable: true, // no route to the host
  unknown_name: true, // the name does not resolve
  timed_out: true,
  cut_off: true, // the connection ended before the answer did
  tls: false, // certificate not valid for us, or TLS on one side only
  private_address: false, // resolves to an address we must not call
  redirected: false, // wants to send us elsewhere
  not_a_node: false, // something answers, but not with a node's words
  wrong_network: false, // another genesis
  behind: true, // does not have that height or epoch yet
  not_supported: false, // this node cannot answer that call
  busy: true, // no free slot, or a proxy without its node
  failed: true, // the node says that it failed
  too_large: false, // more bytes than we take
  bad_answer: false, // a node's words that make no sense
  stopped: false, // we gave up ourselves: says nothing about the endpoint
} as const

export type NodeErrorReason = keyof typeof RETRYABLE

/** A call to an endpoint that gave nothing usable; `code` says why. */
export class NodeError extends DomainError<NodeErrorReason> {
  readonly retryable: boolean

  constructor(code: NodeErrorReason, message: string, options?: ErrorOptions) {
    super(code, message, options)
    this.retryable = RETRYABLE[code]
  }
}

/** Node's own error codes, which say more than the gRPC code that a transport makes of them. */
const BY_CAUSE: Readonly<Record<string, NodeErrorReason>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENOTFOUND: 'unknown_name',
  EAI_AGAIN: 'unknown_name',
  ETIMEDOUT: 'timed_out',
  ECONNRESET: 'cut_off',
  EPIPE: 'cut_off',
  ERR_STREAM_PREMATURE_CLOSE: 'cut_off',
  ERR_HTTP2_GOAWAY_SESSION: 'cut_off',
  ERR_HTTP2_SESSION_ERROR: 'cut_off',
  ERR_HTTP2_STREAM_CANCEL: 'cut_off',
  ERR_HTTP2_INVALID_SESSION: 'cut_off',
  // A server without HTTP/2 leaves the negotiation; its certificate may be fine.
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'not_a_node',
}

/** Whole families of Node's error codes; the first that fits. */
const BY_CAUSE_PREFIX: readonly (readonly [string, NodeErrorReason])[] = [
  ['ERR_SSL_', 'tls'],
  ['ERR_TLS_', 'tls'],
  ['CERT_', 'tls'],
  ['CRL_', 'tls'],
  ['UNABLE_TO_', 'tls'],
  ['DEPTH_ZERO_', 'tls'],
  ['SELF_SIGNED_', 'tls'],
  ['HPE_HEADER_OVERFLOW', 'too_large'],
  ['HPE_', 'not_a_node'],
  ['ERR_HTTP2_', 'not_a_node'],
]

/** gRPC codes as the node itself put them in its status. Texts differ by version and are never read. */
const BY_STATUS: Readonly<Record<number, NodeErrorReason>> = {
  1: 'cut_off', // CANCELED
  2: 'failed', // UNKNOWN: a panic, or a plain Go error
  3: 'not_supported', // INVALID_ARGUMENT: our arguments are right, so a limit of this node
  4: 'timed_out', // DEADLINE_EXCEEDED
  5: 'not_supported', // NOT_FOUND: no index, pruned, not an archive
  8: 'busy', // RESOURCE_EXHAUSTED: no free slot within 10 s
  12: 'not_supported', // UNIMPLEMENTED
  13: 'failed', // INTERNAL
  14: 'busy', // UNAVAILABLE
}

/** gRPC codes that the transport made up, since no status arrived from a node. */
const BY_TRANSPORT: Readonly<Record<number, NodeErrorReason>> = {
  1: 'cut_off',
  2: 'not_a_node', // content type or HTTP status of something else
  3: 'bad_answer', // a message that does not decode
  4: 'timed_out',
  7: 'not_a_node', // HTTP 403
  8: 'too_large', // over our own limit
  10: 'cut_off',
  12: 'not_a_node', // HTTP 404
  13: 'bad_answer', // breaks the protocol
  14: 'busy', // HTTP 429, 502, 503, 504
  16: 'not_a_node', // HTTP 401
}

/**
 * What went wrong in a call, by the codes of the causes first and the gRPC code second. `signal` is the caller's own:
 * aborted, it means `stopped` whatever came of it. An error without any such code is a fault of ours and is thrown on.
 */
export function nodeErrorFrom(thrown: unknown, doing: string, signal?: AbortSignal): NodeError {
  if (signal?.aborted) return new NodeError('stopped', `${doing}: stopped`, { cause: thrown })
  const chain = causesOf(thrown)
  const known = chain.find((error) => error instanceof NodeError)
  if (known) return known
  const reason = reasonByCause(chain) ?? reasonByStatus(chain)
  if (reason === null) throw thrown
  return new NodeError(reason, `${doing}: ${chain.at(-1)?.message ?? reason}`, { cause: thrown })
}

function causesOf(thrown: unknown): Error[] {
  const chain: Error[] = []
  let error = thrown
  while (error instanceof Error && !chain.includes(error)) {
    chain.push(error)
    // Several addresses tried, all in vain: the last one speaks for them.
    error = error instanceof AggregateError ? error.errors.at(-1) : error.cause
  }
  return chain
}

function reasonByCause(chain: readonly Error[]): NodeErrorReason | null {
  for (const error of chain.toReversed()) {
    const code = 'code' in error ? error.code : null
    if (typeof code !== 'string') continue
    const exact = BY_CAUSE[code]
    if (exact) return exact
    const family = BY_CAUSE_PREFIX.find(([prefix]) => code.startsWith(prefix))
    if (family) return family[1]
  }
  return chain.some((error) => error.name === 'TimeoutError') ? 'timed_out' : null
}

function reasonByStatus(chain: readonly Error[]): NodeErrorReason | null {
  for (const error of chain) {
    const code = 'code' in error ? error.code : null
    if (typeof code !== 'number') continue
    const metadata = 'metadata' in error ? error.metadata : null
    const fromNode = metadata instanceof Headers && metadata.has('grpc-status')
    return (fromNode ? BY_STATUS[code] : BY_TRANSPORT[code]) ?? 'failed'
  }
  return null
}
