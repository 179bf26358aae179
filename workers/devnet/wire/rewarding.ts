import type { Ledger } from '../ledger.ts'
import { addressRefusal } from './address-refusal.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { notKnown } from './poll.ts'
import { labelAt } from './state-height.ts'
import { labelled } from './state-label.ts'

/**
 * A rewarding read, of an economy or of what no answer was recorded for: balances are not derived from blocks. A read
 * in the past that is not refused answers today's value.
 */
export function readRewarding(
  ledger: Ledger,
  method: string,
  args: readonly string[],
  height: number,
): Uint8Array {
  const amount = balanceOf(ledger, method, args)
  if (amount === null) throw ledger.economy === undefined ? notKnown() : noLongerKept()
  return labelled(Buffer.from(amount.toString()), labelAt(ledger, height))
}

/** For a node further back than the simulated state remembers. */
export function noLongerKept(): GrpcRefusal {
  return new GrpcRefusal('UNAVAILABLE', 'balances so far back are not kept by the simulation')
}

function balanceOf(ledger: Ledger, method: string, args: readonly string[]): bigint | null {
  const { economy } = ledger
  switch (method) {
    case 'TotalBalance':
      return economy?.totalAt(ledger.tip()) ?? null
    case 'AvailableBalance':
      return economy?.availableAt(ledger.tip()) ?? null
    case 'UnclaimedBalance': {
      const address = addressIn(args)
      if (economy !== undefined) return economy.unclaimedAt(address, ledger.tip())
      return ledger.knowsBalances() ? 0n : null
    }
    default:
      throw new GrpcRefusal('NOT_FOUND', "corresponding method isn't found")
  }
}

function addressIn(args: readonly string[]): string {
  const [address] = args
  if (address === undefined || args.length !== 1) {
    throw new GrpcRefusal('NOT_FOUND', `invalid number of arguments ${args.length}`)
  }
  const refusal = addressRefusal(address)
  if (refusal !== null) throw new GrpcRefusal('NOT_FOUND', refusal)
  return address
}
