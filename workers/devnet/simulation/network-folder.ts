import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { NetworkPlan } from './plan.ts'
import type { Story } from './story.ts'

/** Where a network keeps what it needs to go on after its process was killed. */
export type NetworkFolder = {
  readonly blocks: string
  readonly journal: string
  /** Network time at which it was last alive, Unix ms; null for a new one. */
  readonly lastMs: number | null
  readonly saveTime: (nowMs: number) => void
  /** Takes a folder away that nobody asked to keep. */
  readonly leave: () => void
}

const State = z.object({ fingerprint: z.string(), genesisMs: z.number() })
const Time = z.object({ nowMs: z.number() })

const stateFile = (dir: string) => path.join(dir, 'network.json')
const blocksFile = (dir: string) => path.join(dir, 'blocks.bin')

/** Genesis of the network that a folder holds; null when there is none. */
export function rememberedGenesis(dir: string): number | null {
  const state = readState(dir)
  return state !== null && existsSync(blocksFile(dir)) ? state.genesisMs : null
}

/** Opens the folder of a plan; one that holds another network is emptied first. Null = a folder for this run only. */
export function openFolder(dir: string | null, plan: NetworkPlan, story: Story | null): NetworkFolder {
  const kept = dir ?? mkdtempSync(path.join(tmpdir(), 'rollcall-devnet-'))
  const fingerprint = fingerprintOf(plan, story)
  if (readState(kept)?.fingerprint !== fingerprint) {
    for (const name of ['network.json', 'blocks.bin', 'journal.jsonl', 'time.json'])
      rmSync(path.join(kept, name), { force: true })
    mkdirSync(kept, { recursive: true })
    writeFileSync(stateFile(kept), `${JSON.stringify({ fingerprint, genesisMs: plan.params.genesisMs })}\n`)
  }
  const time = path.join(kept, 'time.json')
  return {
    blocks: blocksFile(kept),
    journal: path.join(kept, 'journal.jsonl'),
    lastMs: parsed(time, Time)?.nowMs ?? null,
    saveTime: (nowMs) => writeFileSync(time, JSON.stringify({ nowMs })),
    leave: () => {
      if (dir === null) rmSync(kept, { recursive: true, force: true })
    },
  }
}

function readState(dir: string): z.infer<typeof State> | null {
  return parsed(stateFile(dir), State)
}

/** Null for a file that is not there or was being written when its writer was killed. */
function parsed<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** What decides everything that happens: with another one stored blocks mean nothing. */
function fingerprintOf({ delegates, ...plan }: NetworkPlan, story: Story | null): string {
  const known = { ...plan, delegates: delegates.map(({ name, operator }) => [name, operator]), story }
  const text = JSON.stringify(known, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  return createHash('sha256').update(text).digest('hex')
}
