import { z } from 'zod'
import { freePort } from '#lib/db/embedded.ts'
import type { Env, ReplayEndpoints } from '#lib/env.ts'
import { type Child, keepRunning } from './children.ts'
import { LaunchError } from './launch-error.ts'

const Ready = z.object({
  control: z.string(),
  endpoints: z.array(z.object({ grpc: z.string(), jsonrpc: z.string(), probe: z.string() })),
})

/**
 * Serves a recording as a node would.
 * @throws {LaunchError} `replay_failed` when the folder is no recording; devnet has printed which file and line.
 */
export async function startReplay(
  folder: string,
  speed: Env['ROLLCALL_REPLAY_SPEED'],
  say: (line: string) => void,
): Promise<{ readonly child: Child; readonly endpoints: ReplayEndpoints }> {
  // Chosen here, so that it answers at the same addresses after it was started again.
  const ports = await Promise.all(['--port', '--jsonrpc-port', '--probe-port', '--control'].map(withFreePort))
  const args = ['--folder', folder, '--speed', String(speed), ...ports.flat()]
  const child = keepRunning(
    { name: 'devnet', file: 'workers/devnet/main.ts', args, env: {}, mustStart: true },
    say,
  )
  const answer = await child.ready
  if (answer === null) {
    await child.stop()
    throw new LaunchError('replay_failed', `${folder} cannot be replayed`)
  }
  const { control, endpoints: nodes } = Ready.parse(answer)
  return { child, endpoints: { folder, control, nodes } }
}

async function withFreePort(option: string): Promise<string[]> {
  return [option, String(await freePort())]
}
