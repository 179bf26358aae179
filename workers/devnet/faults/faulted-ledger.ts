import type { Ledger } from '../ledger.ts'
import type { Fault } from './fault.ts'
import { lyingChain, otherGenesisHash } from './lying-chain.ts'
import type { Chain } from './seat-keys.ts'

/** A network as a node with these faults tells it: frozen, lying, or of another genesis. */
export function faultedLedger(ledger: Ledger, faults: readonly Fault[]): Ledger {
  const lies = faults.filter(({ fault }) => fault === 'lie' || fault === 'wrong_network')
  const frozenAt = Math.min(...faults.filter(({ fault }) => fault === 'freeze').map(({ tip }) => tip))
  const told = lies.reduce<Chain>((chain, fault) => lyingChain(ledger.params, chain, fault), ledger.block)
  const tip = () => Math.min(ledger.tip(), frozenAt)
  const block: Chain = (height) => (height > tip() ? undefined : told(height))
  const isFrozen = () => tip() < ledger.tip()
  const wrongNetwork = faults.some(({ fault }) => fault === 'wrong_network')
  const isTrue = (method: string) =>
    lies.length === 0 || !(wrongNetwork || /Get(RawBlocks|BlockMetas)$/.test(method))
  return {
    ...ledger,
    genesisHash: wrongNetwork ? otherGenesisHash() : ledger.genesisHash,
    tip,
    block,
    heightOf: (hash) => {
      const height = ledger.heightOf(hash)
      return height !== undefined && block(height)?.hash === hash ? height : undefined
    },
    recorded: (node, method, request) =>
      isTrue(method) && !isFrozen() ? ledger.recorded(node, method, request) : undefined,
    web3: (body) => (lies.length === 0 && !isFrozen() ? ledger.web3(body) : undefined),
    observation: (node) => (frozenAt === Number.POSITIVE_INFINITY ? ledger.observation(node) : undefined),
    onBlock: (listener) =>
      ledger.onBlock(({ height }) => {
        const seen = block(height)
        if (seen !== undefined) listener(seen)
      }),
  }
}
