import type { Account } from './accounts.ts'
import type { Deed } from './economy.ts'
import { GAS_FEE_RAU, tipRau } from './gas.ts'
import type { State } from './transactions.ts'

/** A transaction as drawn, at the place in the chain where it takes effect. */
type Drawn = {
  readonly sender: Account
  readonly deed: Deed
  readonly tipPriceRau: bigint | null
  readonly height: number
  readonly atMs: number
}

/** Changes the state as the chain does; gas and tip go into the rewarding fund. */
export function applyDeed(state: State, { sender, deed, tipPriceRau, height, atMs }: Drawn): void {
  const { accounts, stakes, fund } = state
  const paid = GAS_FEE_RAU + tipRau({ tipPriceRau })
  fund.deposit(height, paid)
  sender.balanceRau -= paid
  sender.nonce += 1
  const counted = (address: string) => accounts.actions.set(address, (accounts.actions.get(address) ?? 0) + 1)
  counted(sender.address)
  switch (deed.kind) {
    case 'transfer': {
      const recipient = accounts.byAddress.get(deed.recipient)
      sender.balanceRau -= deed.amountRau
      if (recipient !== undefined) recipient.balanceRau += deed.amountRau
      if (deed.recipient !== sender.address) counted(deed.recipient)
      return
    }
    case 'claim':
      fund.claim(height, sender.address, deed.amountRau)
      sender.balanceRau += deed.amountRau
      return
    case 'create_stake': {
      const { amountRau: stakedRau, days, autoStake } = deed
      const delegate = state.delegates.indexOf(deed.delegate)
      const owner = sender.address
      stakes.create({ delegate, owner, stakedRau, days, autoStake, createdAtMs: atMs, isSelfStake: false })
      sender.balanceRau -= stakedRau
      return
    }
    case 'add_deposit':
      stakes.change(deed.bucket, deed.amountRau)
      sender.balanceRau -= deed.amountRau
      return
    case 'change_delegate':
      stakes.move(deed.bucket, state.delegates.indexOf(deed.to))
  }
}
