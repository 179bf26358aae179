import { hexAddress, parseAddress } from '#lib/chain/address.ts'
import type { DelegateView } from './schema.ts'

/** A delegate's identity as stored: now, and what it was before, oldest first. */
export type Delegate = {
  /** Null when only an operator in a list is known. */
  readonly id: string | null
  readonly owner: string | null
  readonly operator: string
  readonly reward: string | null
  readonly name: string | null
  readonly history: DelegateView['history']
}

/** Every operator it ever acted with, the present one first. */
export function operatorsOf(delegate: Delegate): string[] {
  return [...new Set([delegate.operator, ...delegate.history.map(({ operator }) => operator)])]
}

/** A delegate as API and pages show it. */
export function delegateViewOf(delegate: Delegate): DelegateView {
  const { id, owner, operator, reward, name, history } = delegate
  const hex = {
    id: hexOf(id),
    owner: hexOf(owner),
    operator: hexAddress(parseAddress(operator)),
    reward: hexOf(reward),
  }
  return { id, name, owner, operator, reward, hex, history: [...history] }
}

/** False for the literals that stand where an address would (io000…rewardingprotocol): they have no 0x form. */
export function isAddress(text: string): boolean {
  return text !== '' && !text.startsWith('io000000000000')
}

function hexOf(address: string | null): string | null {
  return address !== null && isAddress(address) ? hexAddress(parseAddress(address)) : null
}
