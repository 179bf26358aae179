import { parseArgs } from 'node:util'
import type { Writer } from '#lib/audit/audit.service.ts'
import type { Sql } from '#lib/db/client.ts'
import { deletableNetwork, deleteNetwork, storedNetworks } from '#lib/networks/old-networks.service.ts'
import { declarePause, endPause, pausePage } from '#lib/networks/pauses.service.ts'
import type { PauseView } from '#lib/networks/schema.ts'
import { CommandError } from './command-error.ts'

export type Commands = {
  readonly sql: Sql
  /** Who the audit log says it was. */
  readonly by: Writer
  /** One line for whoever asked. */
  readonly say: (line: string) => void
  /** Whether they agree, told what it is about. */
  readonly confirm: (question: string) => Promise<boolean>
}

export const USAGE = `npm run rollcall -- COMMAND

networks                                       all networks that something is stored of
networks delete ID [--yes]                     deletes an old practice network
pauses NETWORK                                 the declared pauses of a network
pause NETWORK --why "…" [--from TIME] [--until TIME]
                                               rounds lost in it are nobody's; TIME is like 2026-11-21T08:00Z, or now
pause end ID                                   ends a pause now`

/** Carries out one command. @throws {CommandError} `bad_command`, and whatever the services refuse. */
export async function runCommand(args: readonly string[], commands: Commands): Promise<void> {
  const { positionals, values } = parsed(args)
  const [command, first, second] = positionals
  const isAlone = Object.keys(values).every((option) =>
    command === 'pause' ? option !== 'yes' : option === 'yes',
  )
  const words = positionals.length
  if (!isAlone) throw new CommandError('bad_command', `That option is none of "${command}".\n\n${USAGE}`)
  if (command === 'networks' && words === 1) return await listNetworks(commands)
  if (command === 'networks' && first === 'delete' && second !== undefined && words === 3)
    return await dropNetwork(second, values.yes === true, commands)
  if (command === 'pauses' && first !== undefined && words === 2) return await showPauses(first, commands)
  if (command === 'pause' && first === 'end' && second !== undefined && words === 3)
    return await finishPause(second, commands)
  if (command === 'pause' && first !== undefined && words === 2)
    return await beginPause(first, values, commands)
  throw new CommandError('bad_command', USAGE)
}

function parsed(args: readonly string[]) {
  const options = {
    from: { type: 'string' },
    until: { type: 'string' },
    why: { type: 'string' },
    yes: { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError('bad_command', `${why}\n\n${USAGE}`, { cause: error })
  }
}

async function listNetworks({ sql, say }: Commands): Promise<void> {
  for (const { slug, kind, active, tip, name } of await storedNetworks(sql)) {
    const state = active ? 'followed' : 'old'
    say([slug.padEnd(24), kind.padEnd(9), state.padEnd(9), `block ${tip ?? '-'}`.padEnd(16), name].join(' '))
  }
}

async function dropNetwork(
  slug: string,
  isSure: boolean,
  { sql, by, say, confirm }: Commands,
): Promise<void> {
  const { name, tip } = await deletableNetwork(sql, slug)
  const question = `Delete ${slug} (${name}, up to block ${tip ?? '-'}) and all that is stored of it?`
  if (!isSure && !(await confirm(question))) return say('Nothing was deleted.')
  say(`${await deleteNetwork(sql, by, slug)} rows of ${slug} deleted.`)
}

async function showPauses(slug: string, { sql, say }: Commands): Promise<void> {
  const { items } = await pausePage(sql, slug, { limit: 200, cursor: null })
  for (const pause of items) say(lineOf(pause))
  if (items.length === 0) say(`No pause of ${slug} was declared.`)
}

type Values = {
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly why?: string | undefined
}

async function beginPause(
  slug: string,
  { from, until, why = '' }: Values,
  { sql, by, say }: Commands,
): Promise<void> {
  const declared = {
    from: from === undefined ? null : instantOf('--from', from),
    until: until === undefined ? null : instantOf('--until', until),
    why,
  }
  say(lineOf(await declarePause(sql, by, slug, declared)))
}

async function finishPause(id: string, { sql, by, say }: Commands): Promise<void> {
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new CommandError('bad_command', `"${id}" is no id of a pause.`)
  say(lineOf(await endPause(sql, by, Number(id))))
}

/** An instant of the network's time; null = now. */
function instantOf(option: string, text: string): Date | null {
  if (text === 'now' && option === '--from') return null
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const at = new Date(isInstant ? text : Number.NaN)
  if (!Number.isNaN(at.getTime())) return at
  throw new CommandError('bad_command', `${option} "${text}" is no time such as 2026-11-21T08:00Z.`)
}

function lineOf({ id, from, until, why }: PauseView): string {
  return `pause ${id}: from ${from} until ${until ?? 'it is ended'}: ${why}`
}
