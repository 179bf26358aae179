import { readFileSync } from 'node:fs'
import type { Server } from 'node:net'
import {
  Server as GrpcServer,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js'
import type { EndpointConfig } from '#lib/networks/config.ts'

/** One call to a real node and what it answered, as recorded: bytes in base64. */
export type RecordedAnswer = {
  readonly label: string
  readonly method: string
  readonly request: string
  readonly response?: string
  readonly error?: { readonly code: keyof typeof status; readonly details: string }
}

export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
}

export function recordedAnswers(version: 'v2.2.2' | 'v2.5.0'): RecordedAnswer[] {
  return JSON.parse(fixture(`answers-${version}.json`))
}

/** An endpoint on this machine with nothing but what is given. */
export function localEndpoint(addresses: Partial<EndpointConfig>): EndpointConfig {
  const none = { grpc: null, jsonrpc: null, probe: null, metrics: null }
  return { name: 'tried', ...none, tls: false, gateway: false, ...addresses }
}

/** Starts a server on a free port of this machine. */
export function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

/**
 * A gRPC server of another make than our client, which gives recorded bytes: `answerTo` finds the answer to a request,
 * both as bytes; what it does not find is UNIMPLEMENTED.
 */
export async function replayServer(
  methods: readonly string[],
  answerTo: (method: string, request: Buffer) => RecordedAnswer | undefined,
): Promise<{ readonly grpc: string; readonly close: () => void }> {
  const server = new GrpcServer()
  const bytes = (value: Buffer) => value
  const paths = methods.map((method) => [method, `/iotexapi.APIService/${method}`] as const)
  const wire = { requestStream: false, responseStream: false }
  const codecs = {
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  }
  server.addService(
    Object.fromEntries(paths.map(([method, path]) => [method, { path, ...wire, ...codecs }])),
    Object.fromEntries(paths.map(([method]) => [method, answering(method, answerTo)])),
  )
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure()
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)))
  })
  return { grpc: `127.0.0.1:${port}`, close: () => server.forceShutdown() }
}

function answering(
  method: string,
  answerTo: (method: string, request: Buffer) => RecordedAnswer | undefined,
) {
  return (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
    const answer = answerTo(method, call.request)
    if (answer?.response !== undefined) done(null, Buffer.from(answer.response, 'base64'))
    else
      done({
        code: status[answer?.error?.code ?? 'UNIMPLEMENTED'],
        details: answer?.error?.details ?? 'not recorded',
      })
  }
}
