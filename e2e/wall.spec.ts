import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

const WALL = '/n/network-a/wall'

test.use({ viewport: { width: 1920, height: 1080 } })

test('the wall fills a big screen without scrolling, in letters that can be read from across a room', async ({
  page,
}) => {
  await openPage(page, WALL)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The replay has ended.')
  const state = page.getByText('ended', { exact: true }).first()
  expect((await state.boundingBox())?.height).toBeGreaterThan(120)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(1080)
})

test('it says quorum, who is away, the last turns, the block and the epoch', async ({ page }) => {
  await openPage(page, WALL)
  await expect(page.getByRole('region', { name: 'Quorum' })).toContainText('7 here · 1 away · 6 of 8 needed')
  await expect(
    page.getByRole('list', { name: 'Seats that are not here' }).getByRole('listitem'),
  ).toContainText(['delegate13'])
  await expect(page.getByRole('img', { name: /^The last 3 turns of all seats/ })).toBeVisible()
  await expect(page.getByText('Epoch 10', { exact: true })).toBeVisible()
  await expect(page.getByText('24 of 48 blocks')).toBeVisible()
})

test('it is dark whatever the system is, until another scheme is chosen, which is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openPage(page, WALL)
  await expect(page.locator('[data-live]')).toHaveAttribute('data-scheme', 'dark')
  await page.getByRole('button', { name: 'Use the light scheme' }).click()
  await page.reload()
  await expect(page.locator('[data-live]')).toHaveAttribute('data-scheme', 'light')
})

test('it goes to full screen, and back to the board', async ({ page }) => {
  await openPage(page, WALL)
  await page.getByRole('button', { name: 'Full screen' }).click()
  await page.getByRole('button', { name: 'Leave full screen' }).click()
  await page.getByRole('link', { name: 'Back to the board' }).click()
  await expect(page).toHaveURL(/\/n\/network-a$/)
})

test('the board leads to the wall', async ({ page }) => {
  await openPage(page, '/n/network-a')
  await page.getByRole('link', { name: 'wall view' }).click()
  await expect(page).toHaveURL(/\/wall$/)
})
