import { expect, type Page } from '@playwright/test'

/** Opens a page and waits until it listens: what one does before that, the browser forgets. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.locator('main h1')).toBeVisible()
  await expect(page.locator('[data-live="false"]')).toHaveCount(0)
}
