import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

const NETWORK = '/n/network-a'

for (const { text, option, url } of [
  { text: '175', option: 'block 175', url: /\/blocks\/175$/ },
  { text: '4', option: 'epoch 4', url: /\/epochs\/4$/ },
  { text: 'delegate08', option: /delegate08/, url: /\/delegates\/delegate08$/ },
  {
    text: 'io1dj5wq29jgzle22tg4cd86mpk825atpmuzt9ty4',
    option: /delegate08/,
    url: /\/delegates\/delegate08$/,
  },
]) {
  test(`search finds ${option} by "${text}"`, async ({ page }) => {
    await openPage(page, NETWORK)
    await page.getByRole('searchbox', { name: 'Search' }).fill(text)
    await page.getByRole('option', { name: option }).first().click()
    await expect(page).toHaveURL(url)
  })
}

test('the 0x form finds the same delegate', async ({ page, request }) => {
  const { hex } = await (await request.get('/api/v1/networks/network-a/delegates/delegate08')).json()
  await openPage(page, NETWORK)
  await page.keyboard.press('/')
  await page.keyboard.type(hex.owner)
  await expect(page.getByRole('option', { name: /delegate08/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/delegates\/delegate08$/)
})

test('a mistyped address is told from one that is not here', async ({ page }) => {
  await openPage(page, NETWORK)
  await page.keyboard.press('/')
  await page.keyboard.type('io1dj5wq29jgzle22tg4cd86mpk825atpmuzt9ty5')
  await expect(page.getByText(/checksum/)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('nobody at all')
  await expect(page.getByText(/Nothing found/)).toBeVisible()
})
