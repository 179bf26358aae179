import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

export const DEBIAN_CHROMIUM = '/usr/bin/chromium'

// `npm test` gives a free port and a folder that it takes away again; these are for `npx playwright test` by itself.
process.env.PORT ??= '41990'
process.env.DATA_DIR ??= '/tmp/rollcall-e2e'

export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${process.env.PORT}`,
    trace: 'retain-on-failure',
    launchOptions: existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {},
  },
  webServer: {
    command: 'node workers/start.mjs',
    env: { LOG_LEVEL: 'warn', ROLLCALL_REPLAY: 'workers/devnet/fixtures/a' },
    // Once a network is there: until then pages have nothing to show.
    wait: { stdout: /Rollcall is at/ },
    stdout: 'pipe',
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
})
