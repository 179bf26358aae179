import { addressOfPublicKey } from '#lib/chain/address.ts'
import { hex } from '#lib/chain/hash.ts'
import type { ActionIndex, IndexedAction, LedgerBlock } from '../ledger.ts'
import { blockOf } from '../recording/ledger-block.ts'
import { bytesOf, fieldsOf } from './fields.ts'

/** What of a network an index is made from. */
type Blocks = {
  readonly tip: () => number
  readonly block: (height: number) => LedgerBlock | undefined
  readonly onBlock: (listener: (block: LedgerBlock) => void) => () => void
}

const MOST_ACTIONS = 50_000
/** How far back the first question reads; before it nothing is indexed. */
const FIRST_BLOCKS = 5000
const TRANSFER = 10

const indexes = new WeakMap<Blocks, ActionIndex>()

/** The index of a network, one for all its nodes; made when it is first asked, then kept up with every block. */
export function actionIndex(network: Blocks): ActionIndex {
  const known = indexes.get(network)
  if (known !== undefined) return known
  let made: ReturnType<typeof emptyIndex> | undefined
  const filled = () => {
    if (made !== undefined) return made
    const fresh = emptyIndex()
    for (let height = Math.max(1, network.tip() - FIRST_BLOCKS + 1); height <= network.tip(); height++) {
      const block = network.block(height)
      if (block !== undefined) fresh.enter(block)
    }
    network.onBlock(fresh.enter)
    made = fresh
    return fresh
  }
  const index: ActionIndex = {
    find: (hash) => filled().byHash.get(hash),
    ofAddress: (address) => filled().byAddress.get(address) ?? [],
    all: () => filled().kept,
  }
  indexes.set(network, index)
  return index
}

function emptyIndex() {
  let kept: IndexedAction[] = []
  let byHash = new Map<string, IndexedAction>()
  let byAddress = new Map<string, IndexedAction[]>()
  const parties = new Map<IndexedAction, readonly string[]>()
  const add = (action: IndexedAction, addresses: readonly string[]) => {
    kept.push(action)
    byHash.set(action.hash, action)
    parties.set(action, addresses)
    for (const address of addresses) {
      const list = byAddress.get(address)
      if (list === undefined) byAddress.set(address, [action])
      else list.push(action)
    }
  }
  const halve = () => {
    const left = kept.slice(kept.length >> 1).map((action) => [action, parties.get(action) ?? []] as const)
    kept = []
    byHash = new Map()
    byAddress = new Map()
    parties.clear()
    for (const [action, addresses] of left) add(action, addresses)
  }
  return {
    get kept() {
      return kept
    },
    get byHash() {
      return byHash
    },
    get byAddress() {
      return byAddress
    },
    enter: (block: LedgerBlock) => {
      const hashes = receiptsOf(block).map((receipt) => hex(bytesOf(receipt, 3)))
      for (const [index, action] of actionsOf(block).entries()) {
        add({ hash: hashes[index] ?? '', height: block.height, index }, partiesOf(action))
      }
      if (kept.length > MOST_ACTIONS) halve()
    },
  }
}

/** The serialized actions of a block. */
export function actionsOf(block: LedgerBlock): Uint8Array[] {
  const body = bytesOf(blockOf(block), 2)
  return fieldsOf(body).map(({ start, end }) => body.subarray(start, end))
}

/** The serialized receipts of a block, in the order of its actions. */
export function receiptsOf({ info, blockEnd, receiptsEnd }: LedgerBlock): Uint8Array[] {
  const receipts = info.subarray(blockEnd, receiptsEnd)
  return fieldsOf(receipts).map(({ start, end }) => receipts.subarray(start, end))
}

/** Sender, and recipient of a transfer. */
function partiesOf(action: Uint8Array): string[] {
  const sender = senderOf(action)
  const recipient = Buffer.from(bytesOf(bytesOf(bytesOf(action, 1), TRANSFER), 2)).toString()
  return recipient === '' || recipient === sender ? [sender] : [sender, recipient]
}

const senders = new Map<string, string>()

/** Who signed an action. */
export function senderOf(action: Uint8Array): string {
  const publicKey = bytesOf(action, 2)
  const key = Buffer.from(publicKey).toString('latin1')
  const known = senders.get(key)
  if (known !== undefined) return known
  const sender = addressOfPublicKey(publicKey)
  senders.set(key, sender)
  return sender
}
