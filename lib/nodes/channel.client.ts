import type { ClientHttp2Session } from 'node:http2'
import { type CallOptions, type Client, createClient } from '@connectrpc/connect'
import { createGrpcTransport, type GrpcTransportOptions, Http2SessionManager } from '@connectrpc/connect-node'
import type { EndpointConfig } from '#lib/networks/config.ts'
import { type Door, targetOf } from './door.client.ts'
import { NodeError, nodeErrorFrom } from './errors.ts'
import { APIService } from './gen/iotexapi_pb.ts'

/** How long to wait for an answer, and the caller's own way to give up. */
export type Patience = { readonly timeoutMs?: number; readonly signal?: AbortSignal }

type Api = Client<typeof APIService>

/** One connection to an endpoint's gRPC port. Every fault comes out as a NodeError. */
export type Channel = {
  readonly endpoint: string
  readonly ask: <T>(
    doing: string,
    patience: Patience,
    call: (api: Api, options: CallOptions) => Promise<T>,
  ) => Promise<T>
  /** As `ask`, for answers that carry blocks. */
  readonly fetch: Channel['ask']
  readonly blocks: Api
  readonly close: () => void
}

const TIMEOUT_MS = 5000
const ANSWER_MAX_BYTES = 1 << 20
const BLOCKS_MAX_BYTES = 64 << 20
/** What may be on its way unread. With HTTP/2's own 64 KB a node 100 ms away gives 170 blocks a second. */
const WINDOW_BYTES = 8 << 20

/**
 * Opens when first used, and again after a loss. Pings find a connection that died without a word: the node allows one
 * a second. Compressed answers are not asked for: their size could not be limited before they are unpacked.
 * @throws {NodeError} `not_supported`: the endpoint has no gRPC address.
 */
export function openChannel(endpoint: EndpointConfig, door: Door): Channel {
  if (endpoint.grpc === null) throw new NodeError('not_supported', `${endpoint.name} has no gRPC address`)
  const baseUrl = `${endpoint.tls ? 'https' : 'http'}://${endpoint.grpc}`
  const target = targetOf(baseUrl, ['h2'])
  const pings = { pingIntervalMs: 10_000, pingTimeoutMs: 5000 }
  const sessions = new Http2SessionManager(baseUrl, pings, {
    createConnection: () => door.connect(target),
    settings: { initialWindowSize: WINDOW_BYTES },
  })
  const sessionManager = heard(sessions)
  const api = (readMaxBytes: number) =>
    createClient(
      APIService,
      createGrpcTransport({ baseUrl, sessionManager, readMaxBytes, acceptCompression: [] }),
    )
  const blocks = api(BLOCKS_MAX_BYTES)
  return {
    endpoint: endpoint.name,
    ask: asking(endpoint.name, api(ANSWER_MAX_BYTES)),
    fetch: asking(endpoint.name, blocks),
    blocks,
    close: () => sessions.abort(),
  }
}

/**
 * Sessions with a wider window and a listener for their errors: one that fails while the manager is letting go of it
 * emits an error that nobody hears, which would end the process. Its streams have failed with the same error by then.
 */
function heard(sessions: Http2SessionManager): NonNullable<GrpcTransportOptions['sessionManager']> {
  const known = new WeakSet<ClientHttp2Session>()
  return {
    authority: sessions.authority,
    notifyResponseByteRead: (stream) => sessions.notifyResponseByteRead(stream),
    async request(method, path, headers, options) {
      const stream = await sessions.request(method, path, headers, options)
      const session = stream.session as ClientHttp2Session | undefined
      if (session && !known.has(session)) {
        known.add(session.on('error', () => {}))
        session.setLocalWindowSize(WINDOW_BYTES)
      }
      return stream
    },
  }
}

function asking(endpoint: string, api: Api): Channel['ask'] {
  return async (doing, { timeoutMs = TIMEOUT_MS, signal }, call) => {
    try {
      return await call(api, { timeoutMs, ...(signal && { signal }) })
    } catch (error) {
      throw nodeErrorFrom(error, `${doing} of ${endpoint}`, signal)
    }
  }
}
