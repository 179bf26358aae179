import { z } from 'zod'
import type { Patience } from './channel.client.ts'
import type { Door } from './door.client.ts'
import { NodeError } from './errors.ts'
import { askWeb } from './http.client.ts'
import { heightFrom } from './numbers.ts'

const Answer = z.union([
  z.object({ id: z.literal(1), result: z.string() }),
  z.object({ error: z.object({ code: z.int() }) }),
])

const MAX_BYTES = 1 << 20

/** The tip as JSON-RPC says it. */
export async function jsonRpcHeight(door: Door, url: string, patience: Patience): Promise<number> {
  const result = await ask(door, url, { method: 'eth_blockNumber', params: [] }, patience)
  if (!/^0x[0-9a-f]{1,16}$/.test(result))
    throw new NodeError('bad_answer', `${url}: ${result.slice(0, 40)} is no height`)
  return heightFrom(BigInt(result), url)
}

/** What a contract answers to a call at the newest block, as 0x and hex; `0x` where there is no contract. */
export async function contractAnswer(
  door: Door,
  url: string,
  call: { readonly to: string; readonly data: string },
  patience: Patience,
): Promise<string> {
  const result = await ask(door, url, { method: 'eth_call', params: [call, 'latest'] }, patience)
  if (/^0x(?:[0-9a-f]{2})*$/i.test(result)) return result.toLowerCase()
  throw new NodeError('bad_answer', `${url}: ${result.slice(0, 40)} is no answer of a contract`)
}

type Question = { readonly method: string; readonly params: readonly unknown[] }

async function ask(
  door: Door,
  url: string,
  { method, params }: Question,
  patience: Patience,
): Promise<string> {
  const json = { jsonrpc: '2.0', id: 1, method, params }
  const { status, body } = await askWeb(door, { url, json, maxBytes: MAX_BYTES }, patience)
  if (status === 500 || status === 503) throw new NodeError('failed', `${url} answers ${status}`)
  const answer = Answer.safeParse(jsonOf(body))
  if (status !== 200 || !answer.success) throw new NodeError('not_a_node', `${url} does not speak JSON-RPC`)
  if ('result' in answer.data) return answer.data.result
  throw new NodeError('not_supported', `${url} answers ${method} with error ${answer.data.error.code}`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not a fault of ours: the schema refuses it as it refuses any other wrong shape.
    return undefined
  }
}
