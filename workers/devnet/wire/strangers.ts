import { readFileSync } from 'node:fs'
import http from 'node:http'
import http2 from 'node:http2'
import path from 'node:path'
import type { Welcome } from './door.ts'

const PAGE =
  '<!doctype html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n'
const FOLDER = path.join(import.meta.dirname, '..', 'fixtures', 'tls')
/** What a flood says it is going to send, and what it sends at a time. */
const FLOOD_BYTES = 1 << 30
const PART = Buffer.alloc(1 << 20)

/** Lets a connection in and never says a word. */
export const silence: Welcome = (socket) => void socket.resume()

/** A web server that was never a node, whatever is asked of it. */
export const webPage: Welcome = (socket) => {
  socket.once('data', () => {
    const head = `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${PAGE.length}\r\nconnection: close\r\n\r\n`
    socket.end(head + PAGE)
  })
}

/** Answers every gRPC call with one message of 1 GB. */
export function grpcFlood(): http2.Http2Server {
  const server = http2.createServer()
  server.on('sessionError', () => undefined)
  server.on('stream', (stream) => {
    stream.on('error', () => undefined)
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' })
    const head = Buffer.alloc(5)
    head.writeUInt32BE(FLOOD_BYTES, 1)
    stream.write(head)
    pour(stream)
  })
  return server
}

/** Answers every HTTP request with 1 GB. */
export function httpFlood(): http.Server {
  return http.createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' })
    pour(response)
  })
}

function pour(sink: NodeJS.WritableStream): void {
  let left = FLOOD_BYTES
  const more = () => {
    while (left > 0) {
      left -= PART.length
      if (!sink.write(PART)) return void sink.once('drain', more)
    }
    sink.end()
  }
  more()
}

/** Key and certificate of a TLS endpoint that cannot be trusted. */
export function badCertificate(name: 'expired' | 'self-signed'): { key: Buffer; cert: Buffer } {
  return {
    key: readFileSync(path.join(FOLDER, `${name}.key`)),
    cert: readFileSync(path.join(FOLDER, `${name}.crt`)),
  }
}
