import { parseArgs } from 'node:util'
import { DevnetError } from '../devnet-error.ts'
import { storyNamed } from '../simulation/story-source.ts'
import { askControl } from './ask-control.ts'
import { COMMANDS } from './commands.ts'
import { controlOf } from './devnet-file.ts'
import { FAULT_OPTIONS } from './fault-arguments.ts'

/** What `npm run devnet -- help` prints. */
export const USAGE = `npm run devnet -- [serve] [options]     a simulated network, until it is ended
    --shape mainnet|small --params FILE --seed N --speed X --genesis ISO|now --history EPOCHS
    --story NAME|FILE --data DIR --gateways N
    --port P --jsonrpc-port P --probe-port P --admin-port P --control P
npm run devnet -- --folder F [options]  the replay of a recording
    --nodes N --speed X|max --at-height H --port P --jsonrpc-port P --probe-port P --control P

To one that runs, found by --control URL, ROLLCALL_DEVNET or DATA_DIR/devnet.json:
    status | nodes | faults | heal ID|all | record [--out FILE]
    fault NAME NODE [--seconds N] [--ms N] [--jitter-ms N] [--offset-seconds=N] [--version V]
          [--from HEIGHT|poll_result|last_block] [--healed-by restart|upgrade|nothing]
          [--lie NAME --height H --variant V]
    story run NAME|FILE | story list | story stop
    story check FILE                    without one that runs
`

/**
 * Runs a command that serves nothing itself; gives the text to print.
 * @throws {DevnetError} with one sentence; {StoryError} with a line for every mistake of a story.
 */
export async function runCommand(args: readonly string[]): Promise<string> {
  const { words, options } = parsed(args)
  const [name = '', ...rest] = words
  if (name === 'help') return USAGE
  if (name === 'story' && rest[0] === 'check') return checkedStory(rest[1])
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) {
    const known = ['serve', ...Object.keys(COMMANDS), 'help'].join(', ')
    throw new DevnetError('bad_command', `no command is called ${name}; there are ${known}`)
  }
  const { control, ...others } = options
  return command(askControl(controlOf(control)), rest, others)
}

function checkedStory(file: string | undefined): string {
  if (file === undefined) throw new DevnetError('bad_command', 'story check needs a file')
  const { story } = storyNamed(file)
  return `${file} tells a story of ${story.steps.length} steps: ${story.about}\n`
}

function parsed(args: readonly string[]) {
  const names = ['control', 'out', ...Object.keys(FAULT_OPTIONS)]
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { words: positionals, options: values as Record<string, string> }
  } catch (cause) {
    throw new DevnetError('bad_option', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
