import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { freePort } from '#lib/db/embedded.ts'
import { linkIn, type MailServer, startMailServer } from './mail-server.ts'
import { OIDC_CLIENT, type OidcServer, startOidcServer } from './oidc-server.ts'
import { openPage } from './open-page.ts'
import { type Running, startRollcall, stopRollcall } from './start-rollcall.ts'
import { browserOf, devnetWallet, ioOf, newWallet, type Wallet } from './wallet.ts'

// One story: who is admin first, then who claims, invites, and leaves.
test.describe.configure({ mode: 'serial', timeout: 60_000 })

let dataDir: string
let running: Running
let mail: MailServer
let oidc: OidcServer
/** Owner of the delegate of the story; becomes its manager. */
const owner = devnetWallet('owner', 0)
const operator = devnetWallet('operator', 0)
const admin = newWallet()
const SPACE = `/n/practice/delegates/${ioOf(operator)}`

test.beforeAll(async () => {
  test.setTimeout(300_000)
  dataDir = mkdtempSync(join(tmpdir(), 'rollcall-people-'))
  // For root's sake: its Postgres runs as another user and has to pass through.
  chmodSync(dataDir, 0o711)
  mail = await startMailServer()
  const oidcPort = await freePort()
  running = await startRollcall({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ROLLCALL_DEVNET_SHAPE: 'small',
    ROLLCALL_DEVNET_STORY: 'quiet-day',
    ROLLCALL_SMTP_URL: mail.url,
    ROLLCALL_MAIL_FROM: 'rollcall@example.test',
    ROLLCALL_OIDC_ISSUER: `http://127.0.0.1:${oidcPort}`,
    ROLLCALL_OIDC_CLIENT_ID: OIDC_CLIENT.id,
    ROLLCALL_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
    ROLLCALL_OIDC_NAME: 'Practice ID',
  })
  oidc = await startOidcServer(oidcPort, running.address)
})
test.afterAll(async () => {
  await stopRollcall(running)
  await oidc.stop()
  await mail.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function open(page: Page, path: string): Promise<void> {
  await openPage(page, `${running.address}${path}`)
}

/** Signs in as a person does, and ends on `path`. */
async function signIn(page: Page, path = '/my'): Promise<void> {
  await open(page, `/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByRole('button', { name: 'Sign in with the wallet' }).click()
  await page.waitForURL((url) => url.pathname === path)
  await expect(page.locator('[data-live="false"]')).toHaveCount(0)
}

/** Claims with a key whose signature is made here, as on a command line. */
async function claimByPaste(page: Page, wallet: Wallet): Promise<void> {
  await page.getByRole('button', { name: 'Get the text to sign' }).click()
  const text = await page.locator('[data-text-to-sign]').textContent()
  await page
    .getByRole('textbox', { name: 'Signature' })
    .fill(await wallet.signMessage({ message: text ?? '' }))
  await page.getByRole('button', { name: 'Claim with this signature' }).click()
}

test('the link on the console makes whoever opens it the first admin, once', async ({ browser }) => {
  const link = /\/first-admin#\S+/.exec(running.console())?.[0] ?? 'no link on the console'
  const page = await browserOf(browser, admin)
  await open(page, link)
  await expect(page).toHaveURL(/\/first-admin$/)
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Sign in with the wallet' }).click()
  await page.getByRole('button', { name: 'Become admin' }).click()
  await expect(page.getByRole('status')).toContainText('you are admin')
  await open(page, '/users')
  await expect(page.getByRole('checkbox', { name: 'admin' })).toBeChecked()
  await open(page, link)
  await page.getByRole('button', { name: 'Become admin' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Not done' })).toContainText('used already')
})

test('a delegate is claimed with its owner key from a wallet: manager', async ({ browser }) => {
  const page = await browserOf(browser, owner)
  await signIn(page, `${SPACE}/claim`)
  await page.getByRole('button', { name: 'Get the text to sign' }).click()
  await page.getByRole('button', { name: 'Sign with the wallet' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'done' })).toContainText('you are a manager')
  await page.getByRole('link', { name: 'invite your colleagues' }).click()
  await expect(page.getByRole('list', { name: 'People' })).toContainText('signed with the owner key')
})

test('the operator key makes a member, and is never asked of a browser wallet', async ({ browser }) => {
  const page = await browserOf(browser, newWallet())
  await signIn(page, `${SPACE}/claim`)
  await page.getByRole('radio', { name: /operator key/ }).check()
  await expect(page.getByRole('note')).toContainText('Never bring the operator key into a browser')
  await claimByPaste(page, operator)
  await expect(page.getByRole('button', { name: 'Sign with the wallet' })).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'done' })).toContainText('you are a member')
})

test('a third key claims nothing', async ({ browser }) => {
  const page = await browserOf(browser, newWallet())
  await signIn(page, `${SPACE}/claim`)
  await claimByPaste(page, newWallet())
  await expect(page.getByRole('alert').filter({ hasText: 'Not done' })).toBeVisible()
  await open(page, `${SPACE}/members`)
  await expect(page.getByText('Only the people of')).toBeVisible()
})

test('invited, accepted, demoted, removed; the link works once', async ({ browser }) => {
  const manager = await browserOf(browser, owner)
  await signIn(manager, `${SPACE}/members`)
  await manager.getByRole('combobox', { name: 'Level', exact: true }).selectOption('manager')
  await manager.getByRole('button', { name: 'Make an invite' }).click()
  const issued = manager.getByRole('status', { name: 'Invite link' })
  const link = /http\S+\/invite#[0-9a-f]{64}/.exec((await issued.textContent()) ?? '')?.[0] ?? ''
  const guest = await browserOf(browser, newWallet())
  await signIn(guest)
  const path = link.slice(running.address.length)
  await open(guest, path)
  await guest.getByRole('button', { name: 'Take up the invite' }).click()
  await expect(guest.getByRole('status').filter({ hasText: 'done' })).toContainText('you are a manager')
  await open(guest, path)
  await guest.getByRole('button', { name: 'Take up the invite' }).click()
  await expect(guest.getByRole('alert').filter({ hasText: 'Not done' })).toContainText('used already')
  await manager.reload()
  const row = manager
    .getByRole('list', { name: 'People' })
    .getByRole('listitem')
    .filter({ hasText: 'invited' })
  await row.getByRole('combobox').selectOption('viewer')
  await expect(row).toContainText('sees everything, changes nothing')
  await open(guest, `${SPACE}/members`)
  await expect(guest.getByRole('button', { name: 'Make an invite' })).toHaveCount(0)
  await row.getByRole('button', { name: /^Remove/ }).click()
  await manager.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(row).toHaveCount(0)
  await open(guest, `${SPACE}/members`)
  await expect(guest.getByText('Only the people of')).toBeVisible()
})

test('the last manager cannot leave', async ({ browser }) => {
  const page = await browserOf(browser, owner)
  await signIn(page, `${SPACE}/members`)
  await page.getByRole('button', { name: 'Leave this delegate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Not done' })).toBeVisible()
})

test('a machine is registered and tested; a token is shown once, and revoked', async ({ browser }) => {
  const page = await browserOf(browser, owner)
  await signIn(page, `${SPACE}/nodes`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('front')
  await page.getByLabel('Metrics').fill('http://169.254.169.254/metrics')
  await page.getByRole('button', { name: 'Register and test' }).click()
  const machine = page
    .getByRole('list', { name: 'Machines' })
    .getByRole('listitem')
    .filter({ hasText: 'front' })
  await expect(machine).toContainText('no good', { timeout: 15_000 })
  await open(page, `${SPACE}/tokens`)
  await page.getByLabel('Name of the new token').fill('prometheus')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await expect(page.getByRole('status', { name: 'Token prometheus' })).toContainText(/rcl_\w{8}_\S{43}/)
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await expect(page.getByText(/rcl_\w{8}_\S{43}/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Revoke prometheus' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('list', { name: 'Tokens' })).toContainText('revoked')
})

test('what a delegate says of itself in Markdown runs nothing', async ({ browser, page: visitor }) => {
  const page = await browserOf(browser, owner)
  await signIn(page, `${SPACE}/profile`)
  await page
    .getByRole('textbox', { name: 'About' })
    .fill(
      'We are **birch**.<script>window.hacked = 1</script> [x](javascript:alert(1)) [site](https://x.test/)',
    )
  await page.getByRole('checkbox', { name: 'About' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Profile', exact: true })).toContainText('We are birch.')
  await open(visitor, `${SPACE}/profile`)
  const shown = visitor.getByRole('region', { name: 'Profile', exact: true })
  await expect(shown).toContainText('We are birch.')
  await expect(shown.getByRole('link')).toHaveCount(1)
  expect(await visitor.evaluate(() => 'hacked' in window)).toBe(false)
})

test('a mailed link signs in, once', async ({ page }) => {
  await open(page, '/sign-in')
  await page.getByLabel('Your mail address').fill('ada@example.test')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'on its way' })).toBeVisible()
  const link = linkIn(mail.messages.at(-1) ?? '')
  await openPage(page, link)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/my')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing needs you.')
  await openPage(page, link)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Not done' })).toContainText('used already')
})

test('a provider signs in', async ({ page }) => {
  await open(page, '/sign-in')
  await page.getByRole('button', { name: 'Sign in with Practice ID' }).click()
  await page.locator('input[name=login]').fill('grace')
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/my')
  await expect(page.getByRole('button', { name: /grace/ })).toBeVisible()
})

test('a signature made elsewhere signs in; settings hold; the account can be deleted', async ({ page }) => {
  const wallet = newWallet()
  await open(page, '/sign-in?next=/account')
  await page.getByLabel('Your address').fill(ioOf(wallet))
  await page.getByRole('button', { name: 'Get the message to sign' }).click()
  const message = await page.locator('pre').textContent()
  await page
    .getByRole('textbox', { name: 'Signature' })
    .fill(await wallet.signMessage({ message: message ?? '' }))
  await page.getByRole('button', { name: 'Sign in with this signature' }).click()
  await page.waitForURL('**/account')
  await expect(page.getByRole('list', { name: 'How you sign in' })).toContainText(wallet.address)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Lin')
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  await page.getByRole('combobox', { name: 'Scheme' }).selectOption('dark')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.reload()
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete my account' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

test('a session that is ended elsewhere is over here', async ({ browser }) => {
  const wallet = newWallet()
  const [here, there] = [await browserOf(browser, wallet), await browserOf(browser, wallet)]
  await signIn(here, '/account')
  await signIn(there, '/account')
  await there.getByRole('button', { name: 'End', exact: true }).click()
  await expect(there.getByRole('button', { name: 'End', exact: true })).toHaveCount(0)
  await open(here, '/my')
  await expect(here.getByText('Sign in to see what needs you.')).toBeVisible()
})

test('the log shows staff who did what, and that it is whole', async ({ browser }) => {
  const page = await browserOf(browser, admin)
  await signIn(page, '/audit')
  await expect(page.getByRole('region', { name: 'Is it whole?' })).toContainText('as they were written')
  await expect(page.getByRole('list', { name: 'Entries' })).toContainText('became first admin')
})

const PAGES = {
  nobody: ['/sign-in', '/my', '/mail-link', `${SPACE}/claim`, `${SPACE}/profile`],
  admin: ['/users', '/audit', '/first-admin', '/invite', `${SPACE}/members`],
  manager: [
    '/my',
    '/account',
    ...['claim', 'members', 'profile', 'nodes', 'tokens'].map((tab) => `${SPACE}/${tab}`),
  ],
} as const

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 390])
    for (const who of ['nobody', 'admin', 'manager'] as const)
      test(`${who}, ${colorScheme}, ${width} px: no axe violation, nothing wider than the screen`, async ({
        browser,
      }) => {
        test.setTimeout(120_000)
        const page = await browserOf(browser, who === 'admin' ? admin : owner)
        await page.setViewportSize({ width, height: 844 })
        await page.emulateMedia({ colorScheme })
        const faults: string[] = []
        page.on('pageerror', (error) => faults.push(error.message))
        if (who !== 'nobody') await signIn(page)
        for (const path of PAGES[who]) {
          await open(page, path)
          await expect(page.getByText('Loading …')).toHaveCount(0)
          const name = `${who}${path.replace(SPACE, '').replaceAll('/', '-')}`
          await page.screenshot({
            path: `test-results/pages/${name}-${width}-${colorScheme}.png`,
            fullPage: true,
          })
          const { violations } = await new AxeBuilder({ page }).analyze()
          faults.push(...violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`))
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          if (wider > 0) faults.push(`${path}: ${wider} px wider`)
        }
        expect(faults).toEqual([])
      })
