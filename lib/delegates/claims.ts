import { hexAddress, parseAddress } from '#lib/chain/address.ts'

/** How long a challenge can be answered. */
export const CLAIM_TTL_SECONDS = 600

/** What somebody signs to claim a delegate. */
export type ClaimChallenge = {
  /** The network's slug. */
  readonly network: string
  /** Candidate id. */
  readonly delegateId: string
  /** The io1 address whose key is to sign. */
  readonly address: string
  /** Who gets the rights, named so that nobody can be made to sign for somebody else unknowingly. */
  readonly userId: string
  readonly userName: string
  /** When it ends, RFC 3339. */
  readonly expiresAt: string
}

/**
 * The text to sign as a personal message (EIP-191), the same whenever it is made from the same challenge. A name can
 * add no line of its own.
 */
export function claimText(challenge: ClaimChallenge, nonce: string): string {
  const { network, delegateId, address, userId, userName, expiresAt } = challenge
  return [
    'Rollcall: I claim a delegate.',
    '',
    'Signing this proves that I hold the key of the address below. It moves no coins and costs nothing.',
    '',
    `Network: ${network}`,
    `Delegate: ${delegateId}`,
    `Address: ${address}`,
    `Address (0x): ${hexAddress(parseAddress(address))}`,
    `For the account: ${oneLine(userName)} (${userId})`,
    `Nonce: ${nonce}`,
    `Valid until: ${expiresAt}`,
  ].join('\n')
}

/** What `ioctl account sign` takes: it signs bytes written as hex, with the prefix of EIP-191. */
export function ioctlCommand(text: string, address: string): string {
  return `ioctl account sign ${Buffer.from(text, 'utf8').toString('hex')} -s ${address}`
}

/**
 * A pasted signature as 0x and lower-case hex; null when it is none. ioctl writes it without 0x; what is not 65 bytes
 * long can only be a contract's.
 */
export function signatureIn(pasted: string): `0x${string}` | null {
  const digits = /^\s*(?:0x)?((?:[0-9a-f]{2})+)\s*$/i.exec(pasted)?.[1]
  return digits === undefined ? null : `0x${digits.toLowerCase()}`
}

function oneLine(name: string): string {
  return name.replace(/[\p{C}\p{Z}]+/gu, ' ').slice(0, 60)
}
