import type { Patience } from './channel.client.ts'
import type { Door } from './door.client.ts'
import { NodeError } from './errors.ts'
import { askWeb } from './http.client.ts'

/** A page of a node with hundreds of peers is some megabytes. */
const MAX_BYTES = 16 << 20

/** A node's metrics page (Prometheus text format). */
export async function metricsPage(door: Door, url: string, patience: Patience): Promise<string> {
  const { status, type, body } = await askWeb(door, { url, maxBytes: MAX_BYTES }, patience)
  if (status === 503) throw new NodeError('busy', `${url} answers ${status}`)
  if (status !== 200 || !type.startsWith('text/plain')) {
    throw new NodeError('not_a_node', `${url} answers ${status} ${type.slice(0, 60)}: no metrics page`)
  }
  return body
}
