import { parseAddress } from '#lib/chain/address.ts'
import type { Ledger } from '../ledger.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { notKnown } from './poll.ts'
import { labelled, tipLabel } from './state-label.ts'

const IO_LENGTH = 41

/** A rewarding read that no answer was recorded for: balances are not derived from blocks. */
export function readRewarding(ledger: Ledger, method: string, args: readonly string[]): Uint8Array {
  if (method === 'TotalBalance' || method === 'AvailableBalance') throw notKnown()
  if (method !== 'UnclaimedBalance') throw new GrpcRefusal('NOT_FOUND', "corresponding method isn't found")
  const [address] = args
  if (address === undefined || args.length !== 1) {
    throw new GrpcRefusal('NOT_FOUND', `invalid number of arguments ${args.length}`)
  }
  checkAddress(address)
  if (!ledger.knowsBalances()) throw notKnown()
  return labelled(Buffer.from('0'), tipLabel(ledger))
}

function checkAddress(address: string): void {
  if (address.length !== IO_LENGTH) {
    const length = `address length = ${address.length}, expecting ${IO_LENGTH}`
    throw new GrpcRefusal('NOT_FOUND', `${length}: invalid address`)
  }
  try {
    parseAddress(address)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new GrpcRefusal('NOT_FOUND', `checksum failed: ${why}: invalid address`)
  }
}
