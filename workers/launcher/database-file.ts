import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Says where the database is while Rollcall runs, for commands typed beside it; holds a password, so for its owner only. */
export function writeDatabaseFile(dataDir: string, url: string): () => void {
  const file = join(dataDir, 'database.json')
  rmSync(file, { force: true })
  writeFileSync(file, `${JSON.stringify({ url })}\n`, { mode: 0o600 })
  return () => rmSync(file, { force: true })
}
