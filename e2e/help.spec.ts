import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

for (const width of [1440, 390])
  test(`at ${width} px the help says how to follow mainnet, and what may be done to a practice network`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/help/real-network')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Follow a real network')
    await expect(page.getByText('ROLLCALL_NETWORK=mainnet npm start')).toBeVisible()
    await expect(page.getByText('npm run devnet -- heal all')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
  })

test('the help leads back to the board', async ({ page }) => {
  await page.goto('/help/real-network')
  await page.getByRole('link', { name: 'To the board' }).click()
  await expect(page).toHaveURL(/\/n\/network-a$/)
})
