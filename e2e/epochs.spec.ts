import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

const EPOCH = '/n/network-a/epochs/4'

test('epoch 4 lost 170 rounds, of which 11 are the delegates’', async ({ page }) => {
  await openPage(page, EPOCH)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Epoch 4: all 48 blocks, 170 rounds lost, of which 11 by 2 delegates and 159 by the network; 3 delegates unproductive.',
  )
})

test('missed slots carry kind, cause and run', async ({ page }) => {
  await openPage(page, EPOCH)
  const table = page.getByRole('table', { name: 'missed slots' })
  await expect(table.getByRole('row').nth(1)).toContainText(
    /133.*delegate12.*its own slot.*missed by the delegate.*1/,
  )
  await page.getByLabel('Which missed slots').selectOption("The delegates' own")
  await expect(table.getByRole('row')).toHaveCount(12)
  await page.getByLabel('Which missed slots').selectOption('Lost by the network')
  await page.getByRole('button', { name: 'Show all 159' }).click()
  await expect(table.getByRole('row')).toHaveCount(160)
})

test('the grid has a row for each of 8 seats and a column for each of 6 turns', async ({ page }) => {
  await openPage(page, EPOCH)
  const grid = page.getByRole('toolbar', { name: /^Slots/ })
  await expect(grid.locator('a[data-state], button[data-state]')).toHaveCount(48)
  await expect(grid.locator('[data-state="missed"]')).toHaveCount(11)
  await expect(grid.locator('[data-state="lost_by_network"]')).toHaveCount(1)
  await grid.locator('[data-state="missed"]').first().hover()
  await expect(page.getByText(/^block 139 · round 0 · delegate08 missed it · .* UTC$/)).toBeVisible()
})

test('who was on probation, why, and until when', async ({ page }) => {
  await openPage(page, EPOCH)
  await expect(page.getByRole('region', { name: 'On probation in this epoch' })).toContainText(
    'delegate02 on probation (1): unproductive in epoch 3 (2 of 6 blocks); until the end of epoch 6 if none is added',
  )
})

test('previous and next lead through the epochs, and end where they end', async ({ page }) => {
  await openPage(page, '/n/network-a/epochs/9')
  await page.getByRole('link', { name: 'Epoch 10' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Epoch 10: 24 of 48 blocks so far')
  const neighbours = page.getByRole('navigation', { name: 'Neighbours' })
  await expect(neighbours.getByRole('link')).toHaveText(['← Epoch 9'])
})

test('the lists of the first epoch are no verified block’s: the page says who gave them', async ({
  page,
}) => {
  await openPage(page, '/n/network-a/epochs/1')
  await expect(
    page.getByText(/the lists of this epoch come from no verified block but were given by/),
  ).toBeVisible()
})

test('the list of epochs leads to each of them', async ({ page }) => {
  await openPage(page, '/n/network-a/epochs')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '4 of 9 complete epochs lost no round; the others lost 210: 31 by delegates, 179 by the network.',
  )
  const table = page.getByRole('table', { name: 'epochs' })
  await expect(table.getByRole('row')).toHaveCount(11)
  await table.getByRole('link', { name: '7', exact: true }).click()
  await expect(page).toHaveURL(/\/epochs\/7$/)
})
