import { WHAT } from '#lib/db/notify.ts'
import { hear, type Stale } from './live.ts'

const HEARTBEAT_MS = 15_000
/** Events that may wait for a caller who does not read; beyond, it is cut off and comes back by itself. */
const MOST_WAITING = 1000

/**
 * Server-sent events that say which questions about some networks (null = all; `known` are those there are) are stale,
 * until the caller goes away. The first ones say that all are: something may have changed since the page was made.
 * Comments in between keep proxies from closing it.
 */
export async function eventStream(
  networks: readonly string[] | null,
  known: readonly string[],
  signal: AbortSignal,
): Promise<Response> {
  const encoder = new TextEncoder()
  let send = (_text: string): void => undefined
  const tell = (stale: Stale): void => send(`event: stale\ndata: ${JSON.stringify(stale)}\n\n`)
  const leave = await hear(networks, tell)
  const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS)
  const stop = (): void => {
    send = () => undefined
    clearInterval(heartbeat)
    leave()
  }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const end = (): void => {
        stop()
        controller.close()
      }
      send = (text) => {
        controller.enqueue(encoder.encode(text))
        if ((controller.desiredSize ?? 0) < -MOST_WAITING) end()
      }
      for (const network of networks ?? known) tell({ network, what: WHAT })
      if (signal.aborted) end()
      else signal.addEventListener('abort', end, { once: true })
    },
    cancel: stop,
  })
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no', // nginx would hold events back
  }
  return new Response(body, { headers })
}
