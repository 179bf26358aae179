import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { freePort } from '#lib/db/embedded.ts'
import { DEBIAN_CHROMIUM } from '../playwright.config.ts'

/** `npm test`: rules and database tests, then the product in a browser; both are run even if the first fails. */
async function main(): Promise<number> {
  if (!existsSync(DEBIAN_CHROMIUM) && !existsSync(chromium.executablePath())) {
    process.stderr.write(
      'Missing: Chromium ("apt-get install chromium" or "npx playwright install chromium")\n',
    )
    return 1
  }
  const vitest = await run('vitest', ['run'], {})
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-e2e-'))
  // For root's sake: its Postgres runs as another user and has to pass through.
  chmodSync(dataDir, 0o711)
  try {
    const own = { PORT: String(await freePort()), DATA_DIR: dataDir }
    const playwright = await run('playwright', ['test'], own)
    return vitest === 0 ? playwright : vitest
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** What somebody configured for their own Rollcall is not for its tests. */
const CONFIGURATION = /^(ROLLCALL_.*|DATABASE_URL|DATABASE_APP_URL|DATA_DIR|HOST|PORT|LOG_LEVEL)$/

function run(
  program: string,
  args: readonly string[],
  own: Readonly<Record<string, string>>,
): Promise<number> {
  const inherited = Object.entries(process.env).filter(([name]) => !CONFIGURATION.test(name))
  const child = spawn(join('node_modules/.bin', program), args, {
    env: { NODE_ENV: 'test', ...Object.fromEntries(inherited), ...own },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

process.exitCode = await main()
