import { expect, test } from '@playwright/test'
import { openPage } from './open-page.ts'

test('block 175 came after a halt: who was skipped, and who signed', async ({ page }) => {
  await openPage(page, '/n/network-a/blocks/175')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Block 175 was produced by delegate00 in round 159, after 159 rounds lost by the network.',
  )
  const proof = page.getByRole('region', { name: 'What was verified' })
  await expect(proof).toContainText('signed by 6 of 8, receipts match')
  await expect(proof.getByRole('listitem')).toHaveCount(6)
  await expect(page.getByRole('region', { name: 'Skipped before it' })).toContainText('159')
})

test('a block whose signatures were not checked one by one says what proves it', async ({ page }) => {
  await openPage(page, '/n/network-a/blocks/20')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('in its own round')
  await expect(page.getByRole('region', { name: 'What was verified' })).toContainText(
    /proven by its descendants|signed by 6 of 8, receipts match/,
  )
})

test('previous and next lead along the chain', async ({ page }) => {
  await openPage(page, '/n/network-a/blocks/1')
  const neighbours = page.getByRole('navigation', { name: 'Neighbours' })
  await expect(neighbours.getByRole('link')).toHaveText(['Block 2 →'])
  await neighbours.getByRole('link').click()
  await expect(page).toHaveURL(/\/blocks\/2$/)
})

test('the endpoints say height, lag and verdict', async ({ page }) => {
  await openPage(page, '/n/network-a/endpoints')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/none was caught giving false blocks/)
  const row = page.getByRole('table', { name: 'endpoints' }).getByRole('row').nth(1)
  await expect(row).toContainText(/ok.*440.*0/)
})
