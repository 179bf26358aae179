import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { env } from '#lib/env.ts'
import { readNetworks } from '#lib/networks/config.client.ts'
import { sweepNetwork } from '#lib/nodes/sweep.service.ts'
import type { Service } from './runner.ts'

/** Asks every endpoint of every configured network what it is and whom it hears; beside other workers it takes turns. */
export const pollNodes: Service = {
  name: 'poll-nodes',
  async run({ sql, log, signal }) {
    const { ROLLCALL_NETWORKS: file, ROLLCALL_NETWORK: preset, ROLLCALL_REPLAY_ENDPOINTS: replay } = env()
    const networks = await readNetworks({ file, preset, replay })
    const holder = `${hostname()} ${process.pid} ${randomUUID()}`
    await Promise.all(networks.map((network) => sweepNetwork({ sql, log, holder, signal }, network)))
  },
}
