import { spawn } from 'node:child_process'
import { expect, test } from '@playwright/test'

/** Starts Rollcall with these variables; what it said on standard error and its exit code. */
async function start(own: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn('node', ['workers/start.mjs'], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  // It has only to be refused: should it run, it is ended rather than left behind.
  const late = setTimeout(() => child.kill('SIGTERM'), 10_000)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(late)
  return { code, said }
}

test('the address leads to the board of the replayed network', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/n\/network-a$/)
  await expect(page.getByText('440').first()).toBeVisible()
})

test('nothing is loaded from elsewhere and nobody may frame a page', async ({ request }) => {
  const headers = (await request.get('/n/network-a')).headers()
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['x-powered-by']).toBeUndefined()
})

test('a second start on the same folder says so in one line', async () => {
  const { code, said } = await start({})
  expect(said).toMatch(/^Rollcall already runs on .*\n$/)
  expect(code).toBe(1)
})

test('a port in use is named in one line', async ({ baseURL }, testInfo) => {
  const { code, said } = await start({ DATA_DIR: testInfo.outputPath('data') })
  expect(said).toMatch(new RegExp(`^Cannot listen on 127.0.0.1:${new URL(baseURL ?? '').port} .*\\n$`))
  expect(code).toBe(1)
})

test('every wrong variable is named in one line', async () => {
  const { code, said } = await start({ ROLLCALL_NETWORK: 'moon', LOG_LEVEL: 'loud' })
  expect(said).toMatch(/^Wrong configuration: .*ROLLCALL_NETWORK=moon.*LOG_LEVEL=loud.*\n$/)
  expect(code).toBe(1)
})
