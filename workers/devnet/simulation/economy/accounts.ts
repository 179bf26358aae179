import {
  type GeneratedDelegate,
  type KeyPair,
  keyPair,
  ownerKey,
  sharedRewardKey,
} from '../../generate/delegates.ts'
import type { Random } from '../../generate/random.ts'
import { KEPT_BLOCKS } from './reads.ts'
import { type Timeline, timelineFrom } from './timeline.ts'

const RAU = 10n ** 18n
const USERS = 60
/** What an address that is granted rewards begins with, for the gas of its claims. */
const CLAIMANT_RAU = 10_000n * RAU

export type Account = KeyPair & { balanceRau: bigint; nonce: number }

/** Who can sign a transaction. */
export type Accounts = {
  readonly users: readonly Account[]
  /** Of the delegates' reward addresses, those whose key is known. */
  readonly claimants: readonly Account[]
  readonly byAddress: ReadonlyMap<string, Account>
  /** Actions by address: those it sent, and transfers to it. */
  readonly actions: Map<string, number>
  /** Of all blocks. */
  readonly actionTotal: Timeline
}

/** The accounts of genesis: users, and the reward addresses that open with a key that follows from the seed. */
export function genesisAccounts(
  seed: number,
  delegates: readonly GeneratedDelegate[],
  random: Random,
): Accounts {
  const users = Array.from({ length: USERS }, (_, index) => ({
    ...keyPair(`${seed} user ${index}`),
    balanceRau: BigInt(1_000_000 + random.below(19_000_000)) * RAU,
    nonce: 0,
  }))
  const rewards = new Set(delegates.map(({ reward }) => reward))
  const claimants = [
    ...delegates.map(({ operator, privateKey, publicKey }) => ({ address: operator, privateKey, publicKey })),
    ...delegates.map((_, index) => ownerKey(seed, index)),
    sharedRewardKey(seed),
  ]
    .filter(({ address }) => rewards.has(address))
    .map((key) => ({ ...key, balanceRau: CLAIMANT_RAU, nonce: 0 }))
  const byAddress = new Map([...users, ...claimants].map((account) => [account.address, account]))
  return { users, claimants, byAddress, actions: new Map(), actionTotal: timelineFrom(0n, KEPT_BLOCKS) }
}
