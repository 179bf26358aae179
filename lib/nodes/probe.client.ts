import type { Patience } from './channel.client.ts'
import type { Door } from './door.client.ts'
import { NodeError } from './errors.ts'
import { askWeb } from './http.client.ts'

/**
 * Whether a node says it is ready. It goes on saying so while no block comes at all, in a halt or cut off from its
 * network, and right after its start: only "not ready" tells something for sure.
 */
export async function isReady(door: Door, probe: string, patience: Patience): Promise<boolean> {
  const url = `${probe.replace(/\/+$/, '')}/readiness`
  const { status, body } = await askWeb(door, { url, maxBytes: 1024 }, patience)
  const said = body.trim()
  if (status === 200 && said === 'OK') return true
  if (status === 503 && said === 'FAIL') return false
  throw new NodeError(
    status === 503 ? 'busy' : 'not_a_node',
    `${url} answers ${status}, but not as a node's probe`,
  )
}
