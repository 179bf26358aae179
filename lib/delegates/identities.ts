import { parseAddress } from '#lib/chain/address.ts'

/** Who a delegate is now; the id is fixed for life, the rest may change. */
export type Identity = {
  readonly id: string
  readonly owner: string
  readonly operator: string
  readonly reward: string
  readonly name: string
}

/** A candidate as a node's staking list has it. Before Upernavik it carries no id: the owner is it. */
type Candidate = {
  readonly id: string
  readonly ownerAddress: string
  readonly operatorAddress: string
  readonly rewardAddress: string
  readonly name: string
}

/** The identities in a node's staking list. Nothing proves it: what is no address or no readable name is left out. */
export function identitiesIn(candidates: readonly Candidate[]): Identity[] {
  const byId = new Map<string, Identity>()
  for (const {
    id,
    ownerAddress: owner,
    operatorAddress: operator,
    rewardAddress: reward,
    name,
  } of candidates) {
    const identity = { id: id === '' ? owner : id, owner, operator, reward, name }
    const addresses = [identity.id, owner, operator, ...(reward === '' ? [] : [reward])]
    if (addresses.every(isAddress) && /^[\x20-\x7e]{1,64}$/.test(name)) byId.set(identity.id, identity)
  }
  return [...byId.values()]
}

function isAddress(text: string): boolean {
  try {
    return parseAddress(text).length === 20 && text.startsWith('io1')
  } catch {
    return false // why it is none does not matter here
  }
}
