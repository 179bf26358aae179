import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '#lib/env.ts'

let known: string | undefined

/** What session cookies are sealed with: NEXTAUTH_SECRET, else made at first need and kept for its owner alone. */
export function sessionSecret(): string {
  known ??= env().NEXTAUTH_SECRET ?? keptSecret(join(env().DATA_DIR, 'secrets'))
  return known
}

function keptSecret(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const file = join(dir, 'session')
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  try {
    // A link is made whole or not at all: of many web processes that start at once all read the same.
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8')
}
