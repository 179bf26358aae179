import { hexAddress, ioAddress, parseAddress } from '#lib/chain/address.ts'
import { type Delegate, isAddress } from './delegate.ts'

/** Whether a text was meant as an address, right or wrong: no name on chain is that long. */
export function looksLikeAddress(text: string): boolean {
  return /^(io1[0-9a-z]{18,}|0x[0-9a-z]{18,})$/i.test(text)
}

/**
 * The io1 form of what was meant as an address; null for anything else.
 * @throws {ChainError} `bad_address`: length, character or checksum.
 */
export function addressMeant(text: string): string | null {
  return looksLikeAddress(text) ? ioAddress(parseAddress(text)) : null
}

/**
 * The delegate that an io1 address or a name means. The present wins over the past, and of addresses the id over the
 * operator over the owner: an address may have changed hands.
 */
export function delegateMeant(delegates: readonly Delegate[], wanted: string): Delegate | null {
  const ways: ((delegate: Delegate) => boolean)[] = [
    ({ id }) => id === wanted,
    ({ operator }) => operator === wanted,
    ({ owner }) => owner === wanted,
    ({ name }) => name === wanted,
    ({ history }) => history.some(({ operator, owner, name }) => [operator, owner, name].includes(wanted)),
  ]
  for (const is of ways) {
    const found = delegates.find(is)
    if (found !== undefined) return found
  }
  return null
}

/** Delegates whose present name, or id, owner, operator or reward address in either form, begins with a text. */
export function delegatesBeginning(delegates: readonly Delegate[], text: string): Delegate[] {
  const start = text.toLowerCase()
  const formOf = start.startsWith('0x') ? hexForm : (address: string) => address
  return delegates.filter(({ name, id, owner, operator, reward }) => {
    const addresses = [id, owner, operator, reward].filter((address) => address !== null)
    return (
      name?.toLowerCase().startsWith(start) || addresses.some((address) => formOf(address).startsWith(start))
    )
  })
}

/** Without its checksum: a beginning has none yet. */
function hexForm(address: string): string {
  return isAddress(address) ? hexAddress(parseAddress(address)).toLowerCase() : address
}
