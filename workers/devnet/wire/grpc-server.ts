import http2 from 'node:http2'
import type { GrpcAnswer } from '../ledger.ts'
import { GrpcRefusal, STATUS } from './grpc-status.ts'

/** What a node limits a request to. Source: grpc-go's default. */
const REQUEST_BYTES_MAX = 4 << 20
const FRAME_HEADER_BYTES = 5
/** Else one answer of 1,000 blocks takes a round trip for every 64 KB. */
const WINDOW_BYTES = 16 << 20

/** Answers calls by method path ("package.Service/Method"), in serialized messages. Refuses by throwing GrpcRefusal. */
export type GrpcCalls = {
  unary(method: string, request: Uint8Array): GrpcAnswer | Promise<GrpcAnswer>
  /** Sends messages until the caller goes away; null when the method does not stream. */
  stream(method: string): ((send: (message: Uint8Array) => void) => () => void) | null
}

/**
 * gRPC over HTTP/2, framed by hand: recorded bytes go out as they are, unknown methods and trailers as grpc-go
 * answers them, and 1,000 blocks cost one copy.
 */
export function grpcServer(calls: GrpcCalls): http2.Http2Server {
  const server = http2.createServer({ settings: { initialWindowSize: WINDOW_BYTES } })
  server.on('stream', grpcStream(calls))
  server.on('sessionError', () => undefined) // the peer's trouble, not ours
  return server
}

/** The same behind TLS. */
export function grpcTlsServer(
  calls: GrpcCalls,
  identity: { key: Buffer; cert: Buffer },
): http2.Http2SecureServer {
  const server = http2.createSecureServer({ ...identity, settings: { initialWindowSize: WINDOW_BYTES } })
  server.on('stream', grpcStream(calls))
  server.on('sessionError', () => undefined)
  server.on('tlsClientError', () => undefined) // the caller did not trust us, as it should
  return server
}

function grpcStream(calls: GrpcCalls) {
  return (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders): void => {
    stream.on('error', () => undefined) // the caller went away
    const method = String(headers[':path']).slice(1)
    const parts: Buffer[] = []
    let bytes = 0
    stream.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes <= REQUEST_BYTES_MAX + FRAME_HEADER_BYTES) parts.push(part)
    })
    stream.on('end', () => {
      const request = Buffer.concat(parts)
      if (bytes > REQUEST_BYTES_MAX + FRAME_HEADER_BYTES) refuse(stream, tooLarge(bytes - FRAME_HEADER_BYTES))
      else answer(stream, calls, method, request).catch((cause: unknown) => refuse(stream, cause))
    })
  }
}

async function answer(
  stream: http2.ServerHttp2Stream,
  calls: GrpcCalls,
  method: string,
  framed: Buffer,
): Promise<void> {
  const request = unframed(framed)
  const streaming = calls.stream(method)
  if (streaming !== null) {
    begin(stream, false)
    const end = streaming((message) => {
      stream.write(frameHead(message))
      stream.write(message)
    })
    stream.on('close', end)
    return
  }
  const given = await calls.unary(method, request)
  if (stream.destroyed) return
  if (!given.ok) return refuse(stream, given)
  begin(stream, true)
  stream.write(frameHead(given.message))
  stream.end(given.message)
}

function begin(stream: http2.ServerHttp2Stream, ends: boolean): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: ends })
  if (ends) stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0', 'grpc-message': '' }))
}

function refuse(stream: http2.ServerHttp2Stream, cause: unknown): void {
  if (stream.destroyed || stream.headersSent) return
  const { status, text } = statusOf(cause)
  const trailers = { 'grpc-status': String(status), 'grpc-message': percentEncoded(text) }
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailers }, { endStream: true })
}

function statusOf(cause: unknown): { status: number; text: string } {
  if (cause instanceof GrpcRefusal) return { status: cause.status, text: cause.message }
  if (typeof cause === 'object' && cause !== null && 'code' in cause && 'text' in cause) {
    return { status: Number(cause.code), text: String(cause.text) }
  }
  return {
    status: STATUS.UNKNOWN,
    text: `grpc triggered crash: ${cause instanceof Error ? cause.message : cause}`,
  }
}

function tooLarge(bytes: number): GrpcRefusal {
  const text = `grpc: received message larger than max (${bytes} vs. ${REQUEST_BYTES_MAX})`
  return new GrpcRefusal('RESOURCE_EXHAUSTED', text)
}

function frameHead(message: Uint8Array): Buffer {
  const head = Buffer.alloc(FRAME_HEADER_BYTES)
  head.writeUInt32BE(message.length, 1)
  return head
}

function unframed(framed: Buffer): Uint8Array {
  if (framed.length < FRAME_HEADER_BYTES)
    throw new GrpcRefusal('INTERNAL', 'cardinality violation: no request message')
  if (framed.readUInt8(0) !== 0) throw new GrpcRefusal('UNIMPLEMENTED', 'grpc: Decompressor is not installed')
  const length = framed.readUInt32BE(1)
  if (framed.length !== FRAME_HEADER_BYTES + length) throw new GrpcRefusal('INTERNAL', 'unexpected EOF')
  return framed.subarray(FRAME_HEADER_BYTES)
}

/**
 * As grpc-message is written: printable ASCII but for the percent sign, the rest of the UTF-8 bytes as %XX. So is a
 * blank at the end, which would be lost on the way.
 */
function percentEncoded(text: string): string {
  let encoded = ''
  for (const byte of Buffer.from(text)) {
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25
    encoded += plain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded.replace(/ $/, '%20')
}
