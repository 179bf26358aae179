import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { env } from '#lib/env.ts'
import { CommandError } from './command-error.ts'

const DatabaseFile = z.object({ url: z.string() })

/**
 * The database of the Rollcall that runs here: as configured, or as `npm start` wrote it down.
 * @throws {CommandError} `no_database`.
 */
export function databaseUrl(): string {
  const { DATABASE_URL, DATA_DIR } = env()
  if (DATABASE_URL !== undefined) return DATABASE_URL
  const file = join(DATA_DIR, 'database.json')
  if (existsSync(file)) return DatabaseFile.parse(JSON.parse(readFileSync(file, 'utf8'))).url
  throw new CommandError(
    'no_database',
    `Rollcall does not run here: ${file} is not there, and DATABASE_URL is not set.`,
  )
}
