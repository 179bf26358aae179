import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { z } from 'zod'
import { connect } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { DomainError } from '#lib/errors.ts'
import { CommandError } from './rollcall/command-error.ts'
import { runCommand } from './rollcall/commands.ts'

const DatabaseFile = z.object({ url: z.string() })

/** The database of the Rollcall that runs here: as configured, or as `npm start` wrote it down. */
function databaseUrl(): string {
  const { DATABASE_URL, DATA_DIR } = env()
  if (DATABASE_URL !== undefined) return DATABASE_URL
  const file = join(DATA_DIR, 'database.json')
  if (existsSync(file)) return DatabaseFile.parse(JSON.parse(readFileSync(file, 'utf8'))).url
  throw new CommandError(
    'no_database',
    `Rollcall does not run here: ${file} is not there, and DATABASE_URL is not set.`,
  )
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test(await terminal.question(`${question} [y/N] `))
  } finally {
    terminal.close()
  }
}

/** The account at this machine whose command it is. */
function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}` // a container may run as somebody without a name
  }
}

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const sql = connect(databaseUrl(), { max: 2, applicationName: 'rollcall command' })
  const by = { actor: { kind: 'command', name: accountName() }, origin: null } as const
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  try {
    await sql`select 1`.catch((cause: Error) => {
      throw new CommandError('no_database', `No database answers: ${cause.message}`, { cause })
    })
    await runCommand(process.argv.slice(2), { sql, by, say, confirm })
  } finally {
    await sql.end({ timeout: 5 })
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof DomainError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
