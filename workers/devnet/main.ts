import { startDevnet } from './devnet.ts'
import { devnetOptions } from './options.ts'
import { RecordingError } from './recording/recording-error.ts'

/**
 * Serves a recorded network on the real wire of a node; options.ts lists the command line, the control port's
 * `GET /` what it takes. Says in one JSON line when it can be asked: to a parent process as a message, else on stdout.
 */
async function main(): Promise<void> {
  const running = await startDevnet(devnetOptions(process.argv.slice(2)))
  const { close, ...ready } = running
  const stop = () => void close().then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, stop)
  if (process.send) process.send(ready)
  else process.stdout.write(`${JSON.stringify(ready)}\n`)
}

main().catch((cause: unknown) => {
  const expected =
    cause instanceof RecordingError || (cause instanceof Error && !(cause instanceof TypeError))
  process.stderr.write(
    `devnet: ${expected ? (cause as Error).message : String((cause as Error)?.stack ?? cause)}\n`,
  )
  process.exit(1)
})
