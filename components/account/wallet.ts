import { getAddress, isAddress, toHex } from 'viem'
import { z } from 'zod'

/** What a wallet gives a page (EIP-1193). */
type Provider = {
  readonly request: (asked: { method: string; params?: readonly unknown[] }) => Promise<unknown>
}

/** The wallet of this browser; null without one. */
export function walletOf(): Provider | null {
  return (window as { ethereum?: Provider }).ethereum ?? null
}

const Accounts = z.array(z.string()).min(1)

/** The address that the person picks in the wallet. */
export async function askAddress(wallet: Provider): Promise<`0x${string}`> {
  const [address] = Accounts.parse(await wallet.request({ method: 'eth_requestAccounts' }))
  if (address === undefined || !isAddress(address, { strict: false }))
    throw new Error('The wallet gave no address.')
  return getAddress(address)
}

/** The chain the wallet is on; null when it does not say. */
export async function askChain(wallet: Provider): Promise<number | null> {
  const chain = await wallet.request({ method: 'eth_chainId' }).catch(() => null)
  return typeof chain === 'string' && /^0x[0-9a-f]+$/i.test(chain) ? Number.parseInt(chain, 16) : null
}

/** The wallet's signature of a personal message (EIP-191). */
export async function askSignature(wallet: Provider, address: string, message: string): Promise<string> {
  return z
    .string()
    .parse(await wallet.request({ method: 'personal_sign', params: [toHex(message), address] }))
}

/** Why a wallet did not do what it was asked, in words. */
export function walletWords(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  return code === 4001 ? new Error('You declined in the wallet. Nothing was signed.') : error
}
