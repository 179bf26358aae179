import { existsSync } from 'node:fs'
import { connect, type Sql } from '#lib/db/client.ts'
import { DomainError } from '#lib/errors.ts'
import { CommandError } from './command-error.ts'
import { databaseUrl } from './database-url.ts'

/** Runs what somebody typed beside a Rollcall that runs here; of a refusal only its sentence is printed. */
export async function runAsCommand(
  applicationName: string,
  run: (sql: Sql, say: (line: string) => void) => Promise<void>,
): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    const sql = connect(databaseUrl(), { max: 2, applicationName })
    try {
      await sql`select 1`.catch((cause: Error) => {
        throw new CommandError('no_database', `No database answers: ${cause.message}`, { cause })
      })
      await run(sql, (line) => void process.stdout.write(`${line}\n`))
    } finally {
      await sql.end({ timeout: 5 })
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
