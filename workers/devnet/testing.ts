import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Client, credentials, type ServiceError } from '@grpc/grpc-js'
import { type DevnetOptions, type RunningDevnet, startDevnet } from './devnet.ts'

/** The recordings that are committed with the project. */
export const FIXTURES = path.join(import.meta.dirname, 'fixtures')

/** A devnet on free ports. */
export function testDevnet(options: Partial<DevnetOptions>): Promise<RunningDevnet> {
  const common = { folder: path.join(FIXTURES, 'a'), nodes: 1, speed: 'max', port: 0 } as const
  return startDevnet({ ...common, jsonrpcPort: 0, probePort: 0, controlPort: 0, ...options })
}

/** The lines of a recording's file. */
export function recordedLines(folder: string, file: string): unknown[] {
  const text = gunzipSync(readFileSync(path.join(FIXTURES, folder, file))).toString()
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]))
}

/** What a call gives: the serialized answer, or code and text. */
export type Given = { readonly base64: string } | { readonly code: number; readonly text: string }

const asIs = (bytes: Buffer) => bytes

/** A gRPC client that knows nothing of our own code: raw bytes in and out. */
export function rawClient(address: string) {
  const client = new Client(address, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 })
  return {
    call: (method: string, request: Uint8Array, deadlineMs = 5000): Promise<Given> =>
      new Promise((resolve) => {
        const deadline = Date.now() + deadlineMs
        const done = (error: ServiceError | null, message?: Buffer) =>
          resolve(
            error
              ? { code: error.code, text: error.details }
              : { base64: (message ?? asIs(Buffer.alloc(0))).toString('base64') },
          )
        client.makeUnaryRequest(`/${method}`, asIs, asIs, Buffer.from(request), { deadline }, done)
      }),
    /** Messages of a stream, until `stop` says so. */
    stream: (method: string, onMessage: (message: Buffer) => void) => {
      const call = client.makeServerStreamRequest(`/${method}`, asIs, asIs, Buffer.alloc(0))
      call.on('data', onMessage)
      call.on('error', () => undefined)
      return () => call.cancel()
    },
    close: () => client.close(),
  }
}
