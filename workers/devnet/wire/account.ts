import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { GetAccountRequestSchema, GetAccountResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import type { AccountMetaSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { Ledger } from '../ledger.ts'
import type { EconomyReads } from '../simulation/economy/reads.ts'
import { addressRefusal } from './address-refusal.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { noLongerKept } from './rewarding.ts'
import { STAKING_POOL } from './staking.ts'
import { tipLabel } from './state-label.ts'

const REWARDING_POOL = 'io0000000000000000000000rewardingprotocol'

/** GetAccount, of the two protocols' pseudo addresses too; an unknown account holds nothing. */
export function account(ledger: Ledger, economy: EconomyReads, request: Uint8Array): Uint8Array {
  const { address } = fromBinary(GetAccountRequestSchema, request)
  const accountMeta = metaOf(ledger, economy, address)
  const response = create(GetAccountResponseSchema, { accountMeta, blockIdentifier: tipLabel(ledger) })
  return toBinary(GetAccountResponseSchema, response)
}

function metaOf(
  ledger: Ledger,
  economy: EconomyReads,
  address: string,
): MessageInitShape<typeof AccountMetaSchema> {
  if (address === STAKING_POOL) return { address, balance: economy.totalStakedRau().toString() }
  if (address === REWARDING_POOL) {
    const total = economy.totalAt(ledger.tip())
    if (total === null) throw noLongerKept()
    return { address, balance: total.toString() }
  }
  const refusal = addressRefusal(address)
  if (refusal !== null) throw new GrpcRefusal('UNKNOWN', refusal)
  return {
    address,
    balance: economy.balance(address).toString(),
    pendingNonce: BigInt(economy.nonce(address)),
    numActions: BigInt(economy.actionCount(address)),
  }
}
