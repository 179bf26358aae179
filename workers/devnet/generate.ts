import { parseArgs } from 'node:util'
import type { Era } from '#lib/chain/params.ts'
import { era, FAULT_KINDS, type GenerateOptions } from './generate/options.ts'
import { generateRecording } from './generate/write-recording.ts'

const USAGE = [
  'node workers/devnet/generate.ts --out FOLDER [--blocks 50000] [--seats 24] [--pool 36] [--candidates 36]',
  '  [--epoch-turns 60] [--interval-ms 2500] [--era height:interval-ms:turns]… [--fork name=height]…',
  `  [--probation-epochs 6] [--faults ${FAULT_KINDS.join('|')}] [--seed 1] [--name text]`,
].join('\n')

/** Writes a generated recording; the defaults are the network that `npm run bench` follows. */
async function main(args: string[]): Promise<void> {
  const text = { type: 'string' } as const
  const texts = { type: 'string', multiple: true } as const
  const { values } = parseArgs({
    args,
    options: {
      out: text,
      blocks: text,
      seats: text,
      pool: text,
      candidates: text,
      'epoch-turns': text,
      'interval-ms': text,
      era: texts,
      fork: texts,
      'probation-epochs': text,
      faults: text,
      seed: text,
      name: text,
    },
  })
  if (values.out === undefined) throw new Error(`--out is missing:\n${USAGE}`)
  const seats = whole('seats', values.seats ?? '24')
  const pool = whole('pool', values.pool ?? String(Math.floor(seats * 1.5)))
  const first = era(
    1,
    whole('interval-ms', values['interval-ms'] ?? '2500'),
    whole('epoch-turns', values['epoch-turns'] ?? '60'),
  )
  const options: Partial<GenerateOptions> = {
    blocks: whole('blocks', values.blocks ?? '50000'),
    seats,
    candidateSeats: pool,
    candidates: whole('candidates', values.candidates ?? String(pool)),
    eras: [first, ...(values.era ?? []).map(eraOf)],
    forks: Object.fromEntries((values.fork ?? []).map(forkOf)),
    probationEpochs: whole('probation-epochs', values['probation-epochs'] ?? '6'),
    faults: faultsOf(values.faults ?? 'mixed'),
    seed: whole('seed', values.seed ?? '1'),
    ...(values.name !== undefined && { name: values.name }),
  }
  const generated = await generateRecording(values.out, options)
  process.stdout.write(`${JSON.stringify({ folder: values.out, ...generated })}\n`)
}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (/^\d{1,9}$/.test(text) && value > 0) return value
  throw new Error(`--${name} is ${text}, not a whole number above 0`)
}

function eraOf(text: string): Era {
  const [height, interval, turns] = text.split(':')
  return era(whole('era', height ?? ''), whole('era', interval ?? ''), whole('era', turns ?? ''))
}

function forkOf(text: string): [string, number] {
  const [name, height] = text.split('=')
  return [name ?? '', whole('fork', height ?? '')]
}

function faultsOf(text: string): GenerateOptions['faults'] {
  const kind = FAULT_KINDS.find((known) => known === text)
  if (kind === undefined) throw new Error(`--faults is ${text}, none of ${FAULT_KINDS.join(', ')}`)
  return kind
}

main(process.argv.slice(2)).catch((cause: unknown) => {
  process.stderr.write(`generate: ${cause instanceof Error ? cause.message : cause}\n`)
  process.exit(1)
})
