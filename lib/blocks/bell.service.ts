import { type EndpointPool, trusted } from '#lib/networks/endpoint-pool.service.ts'
import { NodeError } from '#lib/nodes/errors.ts'
import { pause } from '#lib/pause.ts'

/** Wakes the tail when a gateway has a new block, so that it need not wait for its next look. */
export type Bell = {
  isListening: boolean
  ring: () => void
}

export function newBell(): Bell {
  return { isListening: false, ring: () => undefined }
}

/** Waits for the bell, at most so long. */
export async function waitFor(bell: Bell, ms: number, signal: AbortSignal): Promise<void> {
  const rung = new AbortController()
  bell.ring = () => rung.abort()
  await pause(ms, AbortSignal.any([signal, rung.signal]))
}

const AGAIN_MS = 5000

/**
 * Listens to the block stream of a declared gateway, and to another one when it ends. What it streams is not used: the
 * tail asks for the block and verifies it. Nobody else is streamed from: a stream can hold up a node that produces.
 */
export async function listenTo(pool: EndpointPool, bell: Bell, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const gateway = trusted(pool).find(({ config }) => config.gateway)
    try {
      if (gateway !== undefined) {
        for await (const _ of gateway.client.streamBlocks(signal)) {
          bell.isListening = true
          bell.ring()
        }
      }
    } catch (error) {
      if (!(error instanceof NodeError)) throw error // a gateway whose stream ends is no liar: its calls tell
    }
    bell.isListening = false
    await pause(AGAIN_MS, signal)
  }
}
