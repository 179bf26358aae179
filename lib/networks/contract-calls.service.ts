import type { Sql } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { openDoor } from '#lib/nodes/door.client.ts'
import { NodeError } from '#lib/nodes/errors.ts'
import { contractAnswer } from '#lib/nodes/jsonrpc.client.ts'
import { readNetworks } from './config.client.ts'
import { listEndpoints } from './endpoint-views.store.ts'
import type { Network } from './network.ts'

/** What an endpoint says a contract answers; null when it gave no answer. */
export type ContractAnswer = { readonly endpoint: string; readonly answer: string | null }

const TIMEOUT_MS = 5000
/** More make an answer no truer, only slower. */
const ENDPOINTS_ASKED = 5

/**
 * Asks the followed endpoints of a network what a contract answers: those at the tip, since an older state may name
 * another owner. No state is proven to us: it is for the caller to say how many must agree.
 */
export async function contractAnswers(
  sql: Sql,
  network: Network,
  call: { readonly to: string; readonly data: string },
): Promise<ContractAnswer[]> {
  const { ROLLCALL_NETWORKS: file, ROLLCALL_NETWORK: preset, ROLLCALL_REPLAY_ENDPOINTS: replay } = env()
  const configs = await readNetworks({ file, preset, replay })
  const config = configs.find(({ id }) => id === network.slug)
  const door = openDoor(config?.allowedRanges ?? [])
  const asked = (await listEndpoints(sql, network.key))
    .filter(({ verdict }) => verdict === 'ok')
    .flatMap(({ name, jsonrpc }) => (jsonrpc === null ? [] : [{ name, jsonrpc }]))
    .slice(0, ENDPOINTS_ASKED)
  return await Promise.all(
    asked.map(async ({ name, jsonrpc }) => {
      try {
        const answer = await contractAnswer(door, jsonrpc, call, { timeoutMs: TIMEOUT_MS })
        return { endpoint: name, answer }
      } catch (error) {
        if (error instanceof NodeError) return { endpoint: name, answer: null }
        throw error
      }
    }),
  )
}
