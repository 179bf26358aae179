import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { openPage } from './open-page.ts'
import { type Running, startRollcall, stopRollcall } from './start-rollcall.ts'

// One network that is broken and healed: no test may disturb another.
test.describe.configure({ mode: 'serial', timeout: 60_000 })

const BOARD = '/n/practice'
const SCHEMES = ['light', 'dark'] as const
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const

let dataDir: string
let running: Running

test.beforeAll(async () => {
  test.setTimeout(120_000)
  dataDir = mkdtempSync(join(tmpdir(), 'rollcall-practice-'))
  // For root's sake: its Postgres runs as another user and has to pass through.
  chmodSync(dataDir, 0o711)
  running = await startRollcall({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ROLLCALL_DEVNET_SHAPE: 'small',
    ROLLCALL_DEVNET_STORY: 'quiet-day',
    ROLLCALL_DEVNET_SPEED: '5',
  })
})
test.afterAll(async () => {
  await stopRollcall(running)
  rmSync(dataDir, { recursive: true, force: true })
})

function devnet(...args: string[]): void {
  execFileSync('node', ['workers/devnet/main.ts', ...args], {
    env: { ...process.env, DATA_DIR: dataDir },
  })
}

async function open(page: Page, path: string): Promise<void> {
  await openPage(page, `${running.address}${path}`)
}

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 })
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ...(wider > 0 ? [`${wider} px wider than the screen`] : []),
  ]
}

test('every page of a practice network says that it is one, and how to follow a real one', async ({
  page,
}) => {
  for (const path of ['', '/epochs', '/delegates', '/endpoints', '/wall']) {
    await open(page, `${BOARD}${path}`)
    const banner = page.getByRole('complementary', { name: 'Practice network' })
    await expect(banner.getByRole('link', { name: /follow a real network/i })).toHaveAttribute(
      'href',
      '/help/real-network',
    )
  }
})

test('the board moves by itself, with the stream and without it', async ({ page }) => {
  const tip = page.getByRole('link', { name: /^\d[\d,]*$/ }).first()
  await open(page, BOARD)
  await expect(heading(page)).toContainText('The chain is moving.')
  const first = await tip.textContent()
  await expect(tip).not.toHaveText(first ?? '', { timeout: 4000 })
  await page.route('**/api/v1/stream*', (route) => route.abort())
  await page.reload()
  const again = await tip.textContent()
  await expect(tip).not.toHaveText(again ?? '', { timeout: 10_000 })
})

test('the seat on duty is outlined, and another one a round later', async ({ page }) => {
  await open(page, BOARD)
  const onDuty = page.getByRole('toolbar', { name: /^Slots/ }).locator('[data-duty="true"]')
  await expect(onDuty).toHaveCount(1)
  const label = await onDuty.getAttribute('aria-label')
  await expect(onDuty).not.toHaveAttribute('aria-label', label ?? '')
})

test('three nodes killed: the board names the halt, who is missing and what to do', async ({ page }) => {
  await open(page, BOARD)
  for (const seat of [1, 3, 4]) devnet('fault', 'kill', `seat ${seat}`)
  const halt = page.getByRole('region', { name: 'Halt' })
  await expect(halt).toBeVisible({ timeout: 20_000 })
  await expect(heading(page)).toContainText('The chain stands still for')
  await expect(halt.getByRole('heading', { name: 'Too few seats answer' })).toBeVisible()
  await expect(halt.getByRole('list', { name: 'Missing' }).getByRole('listitem')).toHaveCount(3)
  await expect(halt).toContainText('start first')
  await expect(halt).toContainText('no delegate is blamed')
})

for (const colorScheme of SCHEMES)
  for (const viewport of SIZES)
    test(`a halt, ${colorScheme}, ${viewport.width} px: no axe violation on board and wall, nothing wider`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ colorScheme, viewport })
      const page = await context.newPage()
      for (const path of ['', '/wall']) {
        await open(page, `${BOARD}${path}`)
        await expect(page.getByRole('region', { name: 'Halt' })).toBeVisible()
        await page.screenshot({
          path: `test-results/pages/halt${path.replace('/', '-')}-${viewport.width}-${colorScheme}.png`,
          fullPage: true,
        })
        expect(await faultsOf(page)).toEqual([])
      }
      await context.close()
    })

test('the nodes come back: board and wall show it without being asked', async ({ page, context }) => {
  const wall = await context.newPage()
  await open(page, BOARD)
  await open(wall, `${BOARD}/wall`)
  await expect(heading(wall)).toContainText('The chain stands still')
  devnet('heal', 'all')
  await expect(heading(page)).toContainText('The chain is moving', { timeout: 20_000 })
  await expect(heading(wall)).toContainText('The chain is moving')
  await expect(page.getByRole('region', { name: 'Halt' })).toHaveCount(0)
})
