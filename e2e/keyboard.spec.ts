import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

test('the first tab skips to the page, and "/" goes to the search from anywhere', async ({ page }) => {
  await openPage(page, '/n/network-a')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox', { name: 'Search' })).not.toBeFocused()
})

test('the strip is one stop; arrows move along the slots and each tells itself', async ({ page }) => {
  await openPage(page, '/n/network-a')
  const cells = page.getByRole('toolbar', { name: /^Slots/ }).getByRole('link')
  await expect(page.locator('[role=toolbar] [tabindex="0"]')).toHaveCount(1)
  await cells.last().focus()
  await page.keyboard.press('ArrowLeft')
  await expect(cells.nth(22)).toBeFocused()
  await expect(page.getByRole('tooltip')).toContainText('block 439')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/blocks\/417$/)
})

test('in the grid of an epoch arrows move by seat and by turn', async ({ page }) => {
  await openPage(page, '/n/network-a/epochs/4')
  const cells = page.getByRole('toolbar', { name: /^Slots/ }).locator('[data-state]')
  await cells.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(cells.nth(7)).toBeFocused()
})

test('a list sorts from the keyboard', async ({ page }) => {
  await openPage(page, '/n/network-a')
  await page.getByRole('button', { name: 'Votes, M IOTX' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Votes, M IOTX' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
})
