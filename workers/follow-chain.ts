import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { followNetwork } from '#lib/blocks/follow.service.ts'
import { env } from '#lib/env.ts'
import { readNetworks } from '#lib/networks/config.client.ts'
import { showOnly } from '#lib/networks/registry.service.ts'
import type { Service } from './runner.ts'

/** Follows every configured network; beside other workers it takes those that nobody holds. */
export const followChain: Service = {
  name: 'follow-chain',
  async run({ sql, log, signal }) {
    const { ROLLCALL_NETWORKS: file, ROLLCALL_NETWORK: preset, ROLLCALL_REPLAY_ENDPOINTS: replay } = env()
    const networks = await readNetworks({ file, preset, replay })
    await showOnly(sql, networks)
    const holder = `${hostname()} ${process.pid} ${randomUUID()}`
    await Promise.all(networks.map((network) => followNetwork({ sql, log, holder, signal }, network)))
  },
}
