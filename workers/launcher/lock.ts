import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchError } from './launch-error.ts'

/**
 * Makes this process the only one on a folder; returns what gives it back. The lock of a killed process is taken over.
 * @throws {LaunchError} `already_running` when the process that holds it lives.
 */
export function takeLock(dir: string): () => void {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'lock')
  const mine = identityOf(process.pid)
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, mine)
  try {
    // A link is made whole or not at all, so nobody ever reads a lock that is half written.
    while (!linked(draft, file)) evict(file, draft, dir)
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (readIfThere(file) === mine) rmSync(file, { force: true })
  }
}

function evict(file: string, draft: string, dir: string): void {
  const holder = readIfThere(file)
  if (holder === null) return
  const pid = Number(holder.split(' ')[0])
  if (isRunning(pid, holder))
    throw new LaunchError(
      'already_running',
      `Rollcall already runs on ${dir} (process ${pid}); stop it first`,
    )
  const aside = `${draft}.stale`
  try {
    renameSync(file, aside)
  } catch {
    return // somebody else was faster
  }
  // Between our look and our rename another may have taken the stale lock over: then it is theirs and goes back.
  if (readIfThere(aside) !== holder) linked(aside, file)
  rmSync(aside, { force: true })
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function isRunning(pid: number, identity: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return identityOf(pid) === identity
}

/** Process number and, where the system says it, the moment it started: numbers are used again. */
function identityOf(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`)
  // The program's name stands in parentheses and may hold spaces; the start is the 20th field after it.
  const startedAt = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  return `${pid} ${startedAt}`
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
