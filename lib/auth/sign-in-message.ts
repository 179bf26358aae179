import { createSiweMessage, parseSiweMessage } from 'viem/siwe'
import { AuthError } from './auth-error.ts'

/** Where and when a message to sign is good. */
export type SignInPlace = {
  /** Host and port, as EIP-4361 calls it. */
  readonly domain: string
  /** Our origin. */
  readonly uri: string
  /** Of the networks followed here. */
  readonly chainIds: readonly number[]
}

/** How long a message may be signed and sent. */
export const MESSAGE_SECONDS = 600
/** The clock of another machine may run ahead of ours by this much. */
const CLOCK_SKEW_MS = 60_000

/** The message of EIP-4361 that this address is asked to sign. */
export function messageFor(
  { domain, uri }: SignInPlace,
  signed: {
    readonly address: `0x${string}`
    readonly chainId: number
    readonly nonce: string
    readonly nowMs: number
  },
): string {
  const { address, chainId, nonce, nowMs } = signed
  return createSiweMessage({
    ...{ domain, uri, address, chainId, nonce, version: '1' },
    statement: 'Sign in to Rollcall.',
    issuedAt: new Date(nowMs),
    expirationTime: new Date(nowMs + MESSAGE_SECONDS * 1000),
  })
}

/**
 * Who a message speaks for and with which nonce, once it fits this place and time. Its signature is not looked at here.
 * @throws {AuthError} `bad_message`, `wrong_domain`, `wrong_chain`, `message_expired`.
 */
export function claimIn(
  message: string,
  place: SignInPlace,
  nowMs: number,
): { readonly address: `0x${string}`; readonly nonce: string } {
  const { address, domain, uri, version, chainId, nonce, ...times } = parseSiweMessage(message)
  const { issuedAt, expirationTime, notBefore } = times
  if (!address || !domain || !uri || version !== '1' || !chainId || !nonce || !issuedAt)
    throw new AuthError('bad_message', 'This is no sign-in message of EIP-4361.')
  if (domain !== place.domain || originOf(uri) !== place.uri)
    throw new AuthError(
      'wrong_domain',
      `The message is for ${domain.slice(0, 100)}; this is ${place.domain}.`,
    )
  if (!place.chainIds.includes(chainId))
    throw new AuthError('wrong_chain', `No network followed here has the chain id ${chainId}.`)
  if (!expirationTime) throw new AuthError('bad_message', 'The message names no expiration time.')
  const starts = Math.max(issuedAt.getTime(), notBefore?.getTime() ?? 0)
  const isOver = !(expirationTime.getTime() > nowMs) || nowMs - issuedAt.getTime() > MESSAGE_SECONDS * 1000
  if (isOver) throw new AuthError('message_expired', 'The message has expired; ask for a new one.')
  if (!(starts <= nowMs + CLOCK_SKEW_MS))
    throw new AuthError('message_expired', 'The message is not valid yet.')
  return { address, nonce }
}

function originOf(uri: string): string | null {
  return URL.canParse(uri) ? new URL(uri).origin : null
}
