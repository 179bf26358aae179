import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Env, PracticeEndpoints } from '#lib/env.ts'
import { type Child, keepRunning } from './children.ts'
import { freePorts } from './free-ports.ts'
import { LaunchError } from './launch-error.ts'

/** Enough for the nodes of the largest shape with its gateways. */
const NODES_MAX = 64
/** Six whole epochs, and the seventh so far that its poll result and the next set are known. */
const HISTORY_EPOCHS = 6.55
const GATEWAYS = 2
const TIMEOUT_MS = 5000

const Network = z.record(z.string(), z.unknown())
const Ready = z.object({
  control: z.string(),
  endpoints: z.array(
    z.object({
      name: z.string(),
      grpc: z.string(),
      jsonrpc: z.string(),
      probe: z.string(),
      metrics: z.string(),
      gateway: z.boolean(),
    }),
  ),
})

/** About two days of 24 seats: a longer one takes a while to go through again, and is begun anew instead. */
const KEPT_BYTES_MAX = 250 << 20

/** Whether nothing else is configured: then a simulated network is followed. */
export function isPractice(config: Env): boolean {
  const { ROLLCALL_REPLAY, ROLLCALL_NETWORK, ROLLCALL_NETWORKS } = config
  return [ROLLCALL_REPLAY, ROLLCALL_NETWORK, ROLLCALL_NETWORKS].every((value) => value === undefined)
}

/**
 * Starts the practice network, or goes on with the one that `DATA_DIR` holds.
 * @throws {LaunchError} `devnet_failed`; devnet has printed why.
 */
export async function startPractice(
  config: Env,
  say: (line: string) => void,
): Promise<{ readonly child: Child; readonly endpoints: PracticeEndpoints }> {
  const folder = join(config.DATA_DIR, 'devnet')
  const size = statSync(join(folder, 'blocks.bin'), { throwIfNoEntry: false })?.size ?? 0
  if (size > KEPT_BYTES_MAX) rmSync(folder, { recursive: true })
  const first = await freePorts(1 + 4 * NODES_MAX)
  const kinds = ['--port', '--jsonrpc-port', '--probe-port', '--admin-port']
  const ports = kinds.flatMap((option, index) => [option, String(first + 1 + index * NODES_MAX)])
  const choices = [
    ['--shape', config.ROLLCALL_DEVNET_SHAPE],
    ['--story', config.ROLLCALL_DEVNET_STORY],
    ['--speed', config.ROLLCALL_DEVNET_SPEED],
    ['--seed', config.ROLLCALL_DEVNET_SEED],
    ['--history', HISTORY_EPOCHS],
    ['--gateways', GATEWAYS],
    ['--genesis', 'now'],
    ['--data', folder],
    ['--control', first],
  ].flatMap(([option, value]) => [String(option), String(value)])
  const args = ['serve', ...choices, ...ports]
  const child = keepRunning(
    { name: 'devnet', file: 'workers/devnet/main.ts', args, env: {}, mustStart: true },
    say,
  )
  const answer = await child.ready
  if (answer === null) {
    await child.stop()
    throw new LaunchError('devnet_failed', 'The practice network did not start')
  }
  const { control, endpoints } = Ready.parse(answer)
  const told = await fetch(new URL('/network', control), { signal: AbortSignal.timeout(TIMEOUT_MS) })
  return { child, endpoints: { control, network: Network.parse(await told.json()), nodes: endpoints } }
}
