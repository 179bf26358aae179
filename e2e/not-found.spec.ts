import { expect, test } from '@playwright/test'

for (const { path, sentence } of [
  { path: '/n/network-a/epochs/99', sentence: 'Epoch 99 is not here.' },
  { path: '/n/network-a/epochs/four', sentence: '"four" is no epoch.' },
  { path: '/n/network-a/blocks/441', sentence: 'Block 441 is not here.' },
  { path: '/n/network-a/blocks/0', sentence: '"0" is no height.' },
  { path: '/n/network-a/blocks/1e2', sentence: '"1e2" is no height.' },
  { path: '/n/network-a/delegates/nobody', sentence: 'No delegate is "nobody".' },
  { path: '/n/network-a/delegates/io1xyz', sentence: 'No delegate is "io1xyz".' },
  { path: '/n/nowhere', sentence: 'No network of this name is followed here.' },
  { path: '/n/network-a/nonsense', sentence: 'There is no such page.' },
]) {
  test(`${path} answers 404 with a sentence`, async ({ page }) => {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(sentence)
  })
}

test('the root leads to the network last seen', async ({ page }) => {
  await page.goto('/n/network-a/endpoints')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL(/\/n\/network-a$/)
})
