import { createHash, randomBytes } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { privateKeyToAccount } from 'viem/accounts'
import { ioForm } from '#components/account/addresses.ts'

export type Wallet = ReturnType<typeof privateKeyToAccount>

/** A key nobody had before. */
export function newWallet(): Wallet {
  return privateKeyToAccount(`0x${randomBytes(32).toString('hex')}`)
}

/** A key of the practice network, as workers/devnet/generate/delegates.ts makes it from its seed of 1. */
export function devnetWallet(what: 'owner' | 'operator', index: number): Wallet {
  const key = createHash('sha256').update(`1 ${what} ${index}`).digest('hex')
  return privateKeyToAccount(`0x${key}`)
}

export function ioOf(wallet: Wallet): string {
  return ioForm(wallet.address)
}

/** Gives a page an EIP-1193 provider whose key stays here: it signs what it is shown, for real. */
async function injectWallet(page: Page, wallet: Wallet): Promise<void> {
  await page.exposeFunction('signHere', (hex: `0x${string}`) => wallet.signMessage({ message: { raw: hex } }))
  await page.addInitScript((address) => {
    const own = window as unknown as {
      signHere: (hex: string) => Promise<string>
      ethereum: { request: (asked: { method: string; params?: string[] }) => Promise<unknown> }
    }
    own.ethereum = {
      request: async ({ method, params = [] }) => {
        if (method === 'eth_requestAccounts' || method === 'eth_accounts') return [address]
        if (method === 'eth_chainId') return '0x1'
        if (method === 'personal_sign') return await own.signHere(params[0] ?? '')
        throw new Error(`${method} is not known`)
      },
    }
  }, wallet.address)
}

/** A browser of one person, with this wallet in it. */
export async function browserOf(browser: Browser, wallet: Wallet): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await injectWallet(page, wallet)
  return page
}
