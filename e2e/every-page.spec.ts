import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

const PAGES = [
  { name: 'board', path: '' },
  { name: 'epochs', path: '/epochs' },
  { name: 'epoch', path: '/epochs/4' },
  { name: 'delegates', path: '/delegates' },
  { name: 'delegate', path: '/delegates/delegate08' },
  { name: 'block', path: '/blocks/175' },
  { name: 'endpoints', path: '/endpoints' },
  { name: 'not-found', path: '/blocks/441' },
  { name: 'wall', path: '/wall' },
] as const
const SCHEMES = ['light', 'dark'] as const
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const

for (const { name, path } of PAGES) {
  for (const colorScheme of SCHEMES) {
    for (const viewport of SIZES) {
      test(`${name}, ${colorScheme}, ${viewport.width} px: no axe violation, nothing wider than the screen`, async ({
        browser,
      }) => {
        const context = await browser.newContext({ colorScheme, viewport })
        const page = await context.newPage()
        const faults: string[] = []
        page.on('pageerror', (error) => faults.push(error.message))
        await openPage(page, `/n/network-a${path}`)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await page.waitForFunction(() => document.fonts.status === 'loaded')
        await page.screenshot({
          path: `test-results/pages/${name}-${viewport.width}-${colorScheme}.png`,
          fullPage: true,
        })
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        ).toBeLessThanOrEqual(0)
        expect(faults).toEqual([])
        await context.close()
      })
    }
  }
}
