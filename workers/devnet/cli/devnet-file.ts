import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { env } from '#lib/env.ts'
import { DevnetError } from '../devnet-error.ts'

const DevnetFile = z.object({ control: z.url(), pid: z.int() })

function devnetFile(): string {
  return path.join(env().DATA_DIR, 'devnet.json')
}

/** Says where the devnet of this process is asked, for the commands of whoever owns the folder. Returns what takes it back. */
export function announceDevnet(control: string): () => void {
  const file = devnetFile()
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ control, pid: process.pid })}\n`, { mode: 0o600 })
  return () => {
    if (readDevnetFile()?.pid === process.pid) rmSync(file, { force: true })
  }
}

/**
 * The control port of the running devnet: as it was given, from the environment, or as it announced itself.
 * @throws {DevnetError} `no_devnet`.
 */
export function controlOf(given: string | undefined): string {
  const control = given ?? env().ROLLCALL_DEVNET ?? readDevnetFile()?.control
  if (control === undefined) {
    throw new DevnetError(
      'no_devnet',
      'no devnet runs here: start one with npm run devnet, or say --control URL',
    )
  }
  return control.replace(/\/+$/, '')
}

function readDevnetFile(): z.infer<typeof DevnetFile> | null {
  try {
    return DevnetFile.parse(JSON.parse(readFileSync(devnetFile(), 'utf8')))
  } catch {
    return null // not there, or half written: no devnet has announced itself
  }
}
