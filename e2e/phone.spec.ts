import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

test.use({ viewport: { width: 390, height: 844 } })

test('on a phone the board shows one turn, and candidates as cards, the most troubled first', async ({
  page,
}) => {
  await openPage(page, '/n/network-a')
  await expect(page.getByRole('toolbar', { name: /^Slots/ }).getByRole('link')).toHaveCount(8)
  await expect(page.getByRole('table')).toHaveCount(0)
  const cards = page.getByRole('list', { name: 'candidates' }).getByRole('listitem')
  await expect(cards).toHaveCount(14)
  await expect(cards.first()).toContainText(/delegate13.*3 slots missed/)
})

test('the pages are reached from a bar at the bottom', async ({ page }) => {
  await openPage(page, '/n/network-a')
  const bar = page.getByRole('navigation', { name: 'Pages' })
  const box = await bar.boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(844)
  await bar.getByRole('link', { name: 'Epochs' }).click()
  await expect(page).toHaveURL(/\/epochs$/)
})
