import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

const DELEGATE = '/n/network-a/delegates/delegate08'

test('a delegate’s page says first whether one can rely on it', async ({ page }) => {
  await openPage(page, DELEGATE)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^delegate08 produced \d+ of \d+ blocks .* unproductive in 1 epoch/,
  )
})

test('every address stands there in both forms, one click to copy', async ({ browser }) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  await openPage(page, DELEGATE)
  await page.getByRole('button', { name: 'Copy operator as io1' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^io1[a-z0-9]{38}$/)
  await page.getByRole('button', { name: 'Copy owner as 0x' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^0x[0-9a-fA-F]{40}$/)
  await context.close()
})

test('id and both forms of an address lead to the same delegate as its name', async ({ page, request }) => {
  const { operator, hex } = await (
    await request.get('/api/v1/networks/network-a/delegates/delegate08')
  ).json()
  for (const key of [operator, hex.operator]) {
    await openPage(page, `/n/network-a/delegates/${key}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('delegate08')
  }
})

test('its epochs tell in which it was unproductive', async ({ page }) => {
  await openPage(page, DELEGATE)
  await page.getByLabel('Which epochs').selectOption('Unproductive')
  const rows = page.getByRole('table', { name: 'epochs' }).getByRole('row')
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText(/4.*1 \/ 6.*16 %/)
})

test('all registered delegates are listed with what they are in the open epoch', async ({ page }) => {
  await openPage(page, '/n/network-a/delegates')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '14 delegates: 14 are candidates of this epoch, 8 hold a seat, 1 is on probation.',
  )
  await page.getByRole('table', { name: 'delegates' }).getByRole('link', { name: 'delegate08' }).click()
  await expect(page).toHaveURL(/\/delegates\/delegate08$/)
})
