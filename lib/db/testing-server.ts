import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

/** Vitest's global setup: one server a run, gone afterwards, with a migrated database to copy. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-test-'))
  // Nothing here must outlive the run, so nothing needs to reach the disk.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']
  const server = await startEmbedded({ dir, settings })
  await migrate(server.url)
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(server.dir, { recursive: true, force: true })
    rmSync(dir, { recursive: true, force: true })
  }
}
