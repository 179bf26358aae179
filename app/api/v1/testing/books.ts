import { fromBinary } from '@bufbuild/protobuf'
import { BlockInfoSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { ReceiptSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import { bytesOf, fieldsOf, numberOf } from '#workers/devnet/wire/fields.ts'

const REWARDING = 'io154mvzs09vkgn0hw6gg3ayzw5w39jzp47f8py9v'
const STAKING_POOL = 'io000000000000000000000000stakingprotocol'
const UNPRODUCTIVE_SLASH = 4
const GAS_FEE = 6
const DEPOSIT_TO_REWARDING_FUND = 8
const CLAIM_FROM_REWARDING_FUND = 9
const PRIORITY_FEE = 11

/** What a stranger's books say after some blocks; nothing in them comes from a node's state. */
export type Books = {
  readonly unclaimedRau: ReadonlyMap<string, bigint>
  readonly slashedRau: bigint
  /** Into and out of the rewarding pool, without what slashes put back. */
  readonly poolChangeRau: bigint
}

/** Adds up reward logs, claims, fees and deposits of serialized BlockInfos. */
export function booksOf(blocks: Iterable<Uint8Array>): Books {
  const unclaimed = new Map<string, bigint>()
  let slashedRau = 0n
  let poolChangeRau = 0n
  const add = (address: string, amount: bigint) =>
    unclaimed.set(address, (unclaimed.get(address) ?? 0n) + amount)
  for (const bytes of blocks) {
    const { receipts, transactionLogs } = fromBinary(BlockInfoSchema, bytes)
    for (const { type, address, amount } of receipts.flatMap(rewardsIn)) {
      if (type === UNPRODUCTIVE_SLASH) slashedRau += amount
      else add(address, amount)
    }
    for (const { type, sender, recipient, amount } of transactionLogs?.logs.flatMap(
      (log) => log.transactions,
    ) ?? []) {
      const rau = BigInt(amount)
      if (type === CLAIM_FROM_REWARDING_FUND) add(recipient, -rau)
      if (type === CLAIM_FROM_REWARDING_FUND) poolChangeRau -= rau
      const isSlash = type === DEPOSIT_TO_REWARDING_FUND && sender === STAKING_POOL
      if (!isSlash && [GAS_FEE, DEPOSIT_TO_REWARDING_FUND, PRIORITY_FEE].includes(type)) poolChangeRau += rau
    }
  }
  return { unclaimedRau: unclaimed, slashedRau, poolChangeRau }
}

function rewardsIn(receipt: Uint8Array): { type: number; address: string; amount: bigint }[] {
  const granted = fromBinary(ReceiptSchema, receipt).logs.filter(
    ({ contractAddress, topics }) => contractAddress === REWARDING && topics.length === 0,
  )
  const logs = granted.flatMap(({ data }) =>
    data[0] === 0x0a ? fieldsOf(data).map(({ start, end }) => data.subarray(start, end)) : [data],
  )
  return logs.map((log) => ({
    type: numberOf(log, 1),
    address: Buffer.from(bytesOf(log, 2)).toString(),
    amount: BigInt(Buffer.from(bytesOf(log, 3)).toString()),
  }))
}
