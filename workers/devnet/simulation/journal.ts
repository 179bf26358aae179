import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { SimulationFaultRequest } from './fault.ts'
import type { NetworkMachine } from './network-machine.ts'
import type { Story } from './story.ts'

/** What was done to a network by hand. */
export type Deed =
  | { readonly kind: 'add_fault'; readonly request: SimulationFaultRequest }
  | { readonly kind: 'end_fault'; readonly id: number | 'all' }
  | { readonly kind: 'run_story'; readonly story: Story }
  | { readonly kind: 'stop_story' }

/** A deed with its instant, Unix ms of the network. */
export type Entry = { readonly atMs: number; readonly deed: Deed }

/** Does a deed as if it had just come in. */
export function perform(machine: NetworkMachine, deed: Deed): unknown {
  switch (deed.kind) {
    case 'add_fault':
      return machine.addFault(deed.request)
    case 'end_fault':
      return machine.endFault(deed.id)
    case 'run_story':
      return machine.runStory(deed.story)
    case 'stop_story':
      return machine.stopStory()
  }
}

/** The deeds of a file in their order; a line that was being written when its writer was killed is left out. */
export function readJournal(path: string): Entry[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Entry)
}

/** Keeps a deed that was done; on disk when it returns. */
export function writeDeed(path: string, entry: Entry): void {
  appendFileSync(path, `${JSON.stringify(entry)}\n`)
}
