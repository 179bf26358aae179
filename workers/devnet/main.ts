import { DomainError } from '#lib/errors.ts'
import { runCommand } from './cli/command-line.ts'
import { announceDevnet } from './cli/devnet-file.ts'
import { startDevnet } from './devnet.ts'
import { serveOptions } from './options.ts'
import { startSimulation } from './simulation/start-simulation.ts'

/**
 * Serves a simulated network or a recorded one on the real wire of a node, or speaks to one that runs; `help` says the
 * command line. Says in one JSON line when it can be asked: to a parent process as a message, else on stdout.
 */
async function main(args: readonly string[]): Promise<void> {
  const [first = '--'] = args
  if (first === 'serve') return serve(args.slice(1))
  if (first.startsWith('-')) return serve(args)
  process.stdout.write(await runCommand(args))
}

async function serve(args: readonly string[]): Promise<void> {
  const options = serveOptions(args)
  const { close, ...ready } =
    options.mode === 'replay'
      ? await startDevnet(options.replay)
      : await startSimulation(options.simulation, complain)
  const withdraw = options.mode === 'replay' ? null : announceDevnet(ready.control)
  const stop = () => {
    withdraw?.()
    void close().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, stop)
  if (process.send) process.send(ready)
  else process.stdout.write(`${JSON.stringify(ready)}\n`)
}

/** What was foreseen is told in its own words; a stack is for what was not. */
function complain(cause: unknown): void {
  const text =
    cause instanceof DomainError ? cause.message : cause instanceof Error ? cause.stack : String(cause)
  process.stderr.write(`devnet: ${text}\n`)
}

main(process.argv.slice(2)).catch((cause: unknown) => {
  complain(cause)
  process.exit(1)
})
