import { parseArgs } from 'node:util'
import { checkChain, type KeptHead } from '#lib/audit/verify.service.ts'
import type { Sql } from '#lib/db/client.ts'
import { CommandError } from './command-error.ts'

const AUDIT_USAGE = `npm run audit:verify [-- --head HASH]

Goes through the audit log. HASH is one that was published at the end of an epoch (64 hex digits), also as NUMBER:HASH
with the number of its entry: it shows what was cut off the end.`

/** Says whether the audit log is whole; false when it is not. @throws {CommandError} `bad_command`. */
export async function verifyAudit(
  args: readonly string[],
  sql: Sql,
  say: (line: string) => void,
): Promise<boolean> {
  const { head, fault } = await checkChain(sql, keptHead(args))
  const reached = `${head.seq}:${Buffer.from(head.hash).toString('hex')}`
  if (fault === null) {
    say(`The audit log is whole: ${head.seq} entries.`)
    say(`Its head is ${reached}`)
    return true
  }
  say(`The audit log is BROKEN (${fault.kind}): ${fault.detail}.`)
  say(head.seq === 0 ? 'No entry before that is there.' : `It is whole up to ${reached}`)
  return false
}

function keptHead(args: readonly string[]): KeptHead | null {
  const text = headArgument(args)
  if (text === null) return null
  const [, seq, hash] = text.match(/^(?:(\d{1,15}):)?([0-9a-fA-F]{64})$/) ?? []
  if (hash === undefined)
    throw new CommandError('bad_command', `"${text.slice(0, 100)}" is no hash.\n\n${AUDIT_USAGE}`)
  return { seq: seq === undefined ? null : Number(seq), hash: Buffer.from(hash, 'hex') }
}

function headArgument(args: readonly string[]): string | null {
  try {
    return parseArgs({ args: [...args], options: { head: { type: 'string' } } }).values.head ?? null
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError('bad_command', `${why}\n\n${AUDIT_USAGE}`, { cause: error })
  }
}
