import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

const BOARD = '/n/network-a'

test('the board says first how the recorded network stands: ended at block 440 in epoch 10', async ({
  page,
}) => {
  await openPage(page, BOARD)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'The replay has ended. Its last block is 440, block 24 of 48 of epoch 10; 1 of 8 seats was away.',
  )
  await expect(page.getByRole('button', { name: /^Switch network: network A/ })).toContainText('replay')
})

test('quorum, epoch and next set stand side by side', async ({ page }) => {
  await openPage(page, BOARD)
  const quorum = page.getByRole('region', { name: 'Quorum' })
  await expect(quorum).toContainText('6 of 8 needed, 2 may be away')
  await expect(
    quorum.getByRole('list', { name: 'Seats in the order of proposing' }).getByRole('listitem'),
  ).toHaveCount(8)
  await expect(quorum).toContainText('7 here · 1 away')
  await expect(page.getByRole('region', { name: 'Epoch 10' })).toContainText('24 of 48 blocks (50 %)')
  await expect(page.getByRole('region', { name: 'Next set, epoch 11' })).toContainText('3 come, 3 go')
})

test('the strip shows three turns of eight seats, and each slot says who and when', async ({ page }) => {
  await openPage(page, BOARD)
  const cells = page.getByRole('toolbar', { name: /^Slots/ }).getByRole('link')
  await expect(cells).toHaveCount(24)
  const missed = cells.filter({ has: page.locator('[data-shape="missed"]') })
  await expect(missed).toHaveCount(3)
  await missed.first().hover()
  await expect(page.getByRole('tooltip')).toContainText(/block 417 · round 0 · delegate13 missed it · .* UTC/)
})

test('candidates sort, filter, and keep that in the address', async ({ page }) => {
  await openPage(page, BOARD)
  const table = page.getByRole('table', { name: 'candidates' })
  await expect(table.getByRole('row')).toHaveCount(15)
  await table.getByRole('button', { name: 'Missed' }).click()
  await table.getByRole('button', { name: 'Missed' }).click()
  await expect(table.getByRole('row').nth(1)).toContainText('delegate13')
  await page.getByLabel('Which candidates').selectOption('With a seat now')
  await expect(table.getByRole('row')).toHaveCount(9)
  await page.getByLabel('Filter candidates').fill('delegate1')
  await expect(page).toHaveURL(/sort=missed&dir=desc&q=delegate1&show=seated/)
  await page.reload()
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(table.getByRole('columnheader', { name: 'Missed' })).toHaveAttribute('aria-sort', 'descending')
})

test('the export holds exactly what the list shows', async ({ page }) => {
  await openPage(page, `${BOARD}?q=delegate13`)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('candidates.csv')
  const text = await new Response((await file.createReadStream()) as unknown as BodyInit).text()
  expect(text.split('\r\n')[0]).toBe(
    'rank,delegate,state,seat,next,produced,missed,productivity,probation,version,lag,votes,seen',
  )
  expect(text.split('\r\n')[1]).toMatch(
    /^5,delegate13,(down|behind|up|not seen),1,,0 \/ 6,3,0,,[^,]*,\d*,\d+,/,
  )
  expect(text.split('\r\n')).toHaveLength(3)
})

test('the clock turns from the zone of the viewer to UTC, height and epoch', async ({ browser }) => {
  const page = await browser.newPage({ timezoneId: 'Asia/Tokyo' })
  await openPage(page, BOARD)
  const clock = page.getByRole('button', { name: /^Turn the clock/ })
  await expect(clock).toContainText('11:12:44')
  await expect(clock).toContainText('Asia/Tokyo')
  await clock.click()
  await expect(clock).toContainText('02:12:44')
  await clock.click()
  await expect(clock).toContainText('440')
  await clock.click()
  await expect(clock).toContainText('10')
  await page.close()
})

test('the scheme that was chosen is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openPage(page, BOARD)
  await page.getByRole('button', { name: 'Use the dark scheme' }).click()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})

test('when Rollcall no longer answers, the page says since when what it shows is old', async ({ page }) => {
  await page.clock.install()
  await openPage(page, BOARD)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.route('**/api/**', (route) => route.abort())
  await page.clock.fastForward(20_000)
  await page.clock.fastForward(5000)
  await expect(page.getByRole('alert').filter({ hasText: 'Stale' })).toContainText(/last true .* UTC/)
})
