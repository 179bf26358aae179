import { fromBinary } from '@bufbuild/protobuf'
import { BlockInfoSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { ReceiptSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import { bytesOf, fieldsOf, numberOf } from '../../wire/fields.ts'
import type { EconomyReads } from './reads.ts'

/** One entry of a reward log. */
export type LoggedReward = { readonly type: number; readonly address: string; readonly amountRau: bigint }

/** What the blocks themselves say was granted, paid in and paid out. */
export type Books = {
  /** Reward logs − claims, by account. */
  readonly unclaimed: ReadonlyMap<string, bigint>
  readonly slashedRau: bigint
  /** Gas fees, tips, and deposits that are no slash. */
  readonly incomeRau: bigint
  readonly claimedRau: bigint
}

const REWARDING = 'io154mvzs09vkgn0hw6gg3ayzw5w39jzp47f8py9v'
const STAKING_POOL = 'io000000000000000000000000stakingprotocol'
const SLASH = 4
const GAS_FEE = 6
const DEPOSIT = 8
const CLAIM = 9
const PRIORITY_FEE = 11

/** The books as a stranger keeps them: from serialized blocks, by field numbers, knowing nothing of the simulation. */
export function booksOf(blocks: Iterable<Uint8Array>): Books {
  const unclaimed = new Map<string, bigint>()
  const owe = (address: string, rau: bigint) => unclaimed.set(address, (unclaimed.get(address) ?? 0n) + rau)
  let [slashedRau, incomeRau, claimedRau] = [0n, 0n, 0n]
  for (const bytes of blocks) {
    for (const { type, address, amountRau } of rewardsIn(bytes)) {
      if (type === SLASH) slashedRau += amountRau
      else owe(address, amountRau)
    }
    for (const { type, sender, recipient, amount } of movementsIn(bytes)) {
      const rau = BigInt(amount)
      if (type === GAS_FEE || type === PRIORITY_FEE) incomeRau += rau
      if (type === DEPOSIT && sender !== STAKING_POOL) incomeRau += rau
      if (type !== CLAIM) continue
      owe(recipient, -rau)
      claimedRau += rau
    }
  }
  return { unclaimed, slashedRau, incomeRau, claimedRau }
}

/** Where the state at a height is another than the books up to it, in words; empty when all of it agrees. */
export function bookErrors(books: Books, initialRau: bigint, reads: EconomyReads, height: number): string[] {
  const owed = [...books.unclaimed.values()].reduce((sum, rau) => sum + rau, 0n)
  const total = initialRau + books.incomeRau - books.claimedRau
  const compared: [string, bigint | null, bigint][] = [
    ['total', reads.totalAt(height), total],
    ['available', reads.availableAt(height), total - owed + books.slashedRau],
  ]
  for (const [address, rau] of books.unclaimed) {
    compared.push([`unclaimed of ${address}`, reads.unclaimedAt(address, height), rau])
  }
  return compared
    .filter(([, state, book]) => state !== book)
    .map(([what, state, book]) => `${what} is ${state}, by the books ${book}`)
}

/** All entries of a block's reward logs, in both forms: one entry, or several wrapped in one log. */
export function rewardsIn(block: Uint8Array): LoggedReward[] {
  return fromBinary(BlockInfoSchema, block)
    .receipts.flatMap((receipt) => fromBinary(ReceiptSchema, receipt).logs)
    .filter(({ contractAddress, topics }) => contractAddress === REWARDING && topics.length === 0)
    .flatMap(({ data }) =>
      data[0] === 0x0a ? fieldsOf(data).map(({ start, end }) => data.subarray(start, end)) : [data],
    )
    .map((entry) => ({
      type: numberOf(entry, 1),
      address: Buffer.from(bytesOf(entry, 2)).toString(),
      amountRau: BigInt(Buffer.from(bytesOf(entry, 3)).toString()),
    }))
}

/** All coin movements of a block's transaction logs. */
export function movementsIn(block: Uint8Array) {
  const logs = fromBinary(BlockInfoSchema, block).transactionLogs?.logs ?? []
  return logs.flatMap(({ transactions }) => transactions)
}
