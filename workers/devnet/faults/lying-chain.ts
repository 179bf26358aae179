import { eraAt } from '#lib/chain/eras.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { LedgerBlock } from '../ledger.ts'
import { changedReceiptAmount, changedTransactionLog } from './body-lies.ts'
import type { Fault } from './fault.ts'
import { VARIANTS } from './fault.ts'
import { changedEndorsers, changedFooterTime, forgedEndorsement } from './footer-lies.ts'
import { changedProducer, changedTimestamp, forgedHeader, otherState, relinked } from './header-lies.ts'
import type { Chain } from './seat-keys.ts'

/** Bytes of a genesis that no network has. */
const OTHER_GENESIS = 'ee'.repeat(32)

/** The chain as a node tells it that lies in this way; blocks it changes are made once. */
export function lyingChain(params: NetworkParams, chain: Chain, fault: Fault): Chain {
  if (fault.fault === 'wrong_network') return forkedChain(chain, null)
  if (fault.fault !== 'lie') return chain
  if (fault.lie === 'fork') return forkedChain(chain, fault.height)
  let told: LedgerBlock | undefined
  return (height) => {
    const block = chain(height)
    if (block === undefined || height !== fault.height) return block
    told ??= lie(params, block, chain, fault)
    return told
  }
}

function lie(
  params: NetworkParams,
  block: LedgerBlock,
  chain: Chain,
  fault: Fault & { fault: 'lie' },
): LedgerBlock {
  const { blockIntervalMs } = eraAt(params, block.height)
  const variant = fault.variant ?? VARIANTS[fault.lie]?.[0] ?? ''
  switch (fault.lie) {
    case 'producer':
      return changedProducer(block, chain)
    case 'timestamp':
      return changedTimestamp(block, blockIntervalMs)
    case 'footer_time':
      return changedFooterTime(block, blockIntervalMs, variant)
    case 'endorsers':
      return changedEndorsers(block, chain, variant)
    case 'receipt_amount':
      return changedReceiptAmount(block)
    case 'transaction_log':
      return changedTransactionLog(block)
    case 'forged_signature':
      return variant === 'header' ? forgedHeader(block) : forgedEndorsement(block)
    case 'fork':
      return otherState(block)
  }
}

/**
 * A chain that is another from a height on, or from its first block (null: another genesis). Every block links to the
 * one before; the signatures stay those of the true blocks, since nobody has the keys.
 */
function forkedChain(chain: Chain, from: number | null): Chain {
  const forked = new Map<number, LedgerBlock>()
  let next = from
  return (height) => {
    const asked = chain(height)
    if (asked === undefined || (from !== null && height < from)) return asked
    if (next === null) {
      next = height
      while (chain(next - 1) !== undefined) next -= 1
    }
    for (; next <= height; next++) {
      const block = chain(next)
      const parent = forked.get(next - 1)
      if (block === undefined) break
      if (parent !== undefined) forked.set(next, relinked(block, parent.hash))
      else forked.set(next, from === null ? relinked(block, OTHER_GENESIS) : otherState(block))
    }
    return forked.get(height)
  }
}

/** The hash of block 0 as a node of the wrong network has it. */
export function otherGenesisHash(): string {
  return OTHER_GENESIS
}
