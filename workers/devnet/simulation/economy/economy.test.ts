import { fromBinary } from '@bufbuild/protobuf'
import secp256k1 from 'secp256k1'
import { describe, expect, test } from 'vitest'
import { addressOfPublicKey } from '#lib/chain/address.ts'
import { keccak256 } from '#lib/chain/hash.ts'
import { merkleRoot } from '#lib/chain/merkle.ts'
import { BlockInfoSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import {
  ActionSchema,
  BlockHeaderCoreSchema,
  BlockHeaderSchema,
  ReceiptSchema,
} from '#lib/nodes/gen/iotextypes_pb.ts'
import { bytesOf } from '../../wire/fields.ts'
import { networkPlan } from '../shapes.ts'
import { bookErrors, booksOf, movementsIn, rewardsIn } from './books.ts'
import { economyRun } from './economy-run.ts'

const IOTX = 10n ** 18n
const REWARDING_POOL = 'io0000000000000000000000rewardingprotocol'
const STAKING_POOL = 'io000000000000000000000000stakingprotocol'
const GENESIS = 1_795_300_000_000

function readBlock(bytes: Uint8Array) {
  const info = fromBinary(BlockInfoSchema, bytes)
  const header = fromBinary(BlockHeaderSchema, info.block?.header ?? new Uint8Array(0))
  return {
    info,
    core: fromBinary(BlockHeaderCoreSchema, header.core),
    receipts: info.receipts.map((receipt) => fromBinary(ReceiptSchema, receipt)),
    rewards: rewardsIn(bytes),
    moved: movementsIn(bytes),
    actions: info.block?.body?.actions ?? [],
  }
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

const RUNS = [
  ['all forks from the first block', {}],
  [
    'Xingu, Vanuatu and Yap in the middle',
    { vanuatu: 49, xingu: 145, xinguBeta: 145, yap: 241, yapBeta: 241 },
  ],
] as const

describe.each(RUNS)('%s', (_name, forks) => {
  const plan = networkPlan({ shape: 'small', seed: 5, genesisMs: GENESIS, forks })
  const { economy, infos } = economyRun(plan, 480)
  const blocks = infos.map(readBlock)
  const rewards = blocks.flatMap((block) => block.rewards)
  const moved = blocks.flatMap((block) => block.moved)
  test('something of every kind happens', () => {
    const kinds = new Set(moved.map(({ type }) => type))
    expect([2, 3, 6, 7, 8, 9, 11].filter((type) => !kinds.has(type))).toEqual([])
    expect(new Set(rewards.map(({ type }) => type))).toEqual(new Set([0, 1, 3, 4]))
  })

  test('the books hold: what each account has not claimed, the total of the fund and what is left to grant', () => {
    const books = booksOf(infos)
    expect(books.unclaimed.size).toBeGreaterThan(5)
    expect(books.claimedRau).toBeGreaterThan(0n)
    expect(books.slashedRau).toBeGreaterThan(0n)
    expect(bookErrors(books, 1_200_000_000n * IOTX, economy.reads, 480)).toEqual([])
  })

  test('a slash is taken from the staking pool, and told once', () => {
    const slashes = rewards.filter(({ type }) => type === 4).map(({ amountRau }) => amountRau)
    const deposits = moved.filter(({ type }) => type === 8)
    expect(sum(deposits.map(({ amount }) => BigInt(amount)))).toBe(sum(slashes))
    expect(new Set(deposits.map(({ sender }) => sender))).toEqual(new Set([STAKING_POOL]))
  })

  test('tips come back to the producer, in one log with its block reward from Vanuatu', () => {
    for (const { core, rewards, receipts, moved, actions } of blocks) {
      const isVanuatu = core.height >= BigInt(plan.params.forks.vanuatu ?? 0)
      const tips = sum(moved.filter(({ type }) => type === 11).map(({ amount }) => BigInt(amount)))
      expect(sum(rewards.filter(({ type }) => type === 3).map(({ amountRau }) => amountRau))).toBe(tips)
      const grant =
        receipts[actions.findIndex((action) => fromBinary(ActionSchema, action).core?.grantReward)]
      expect(grant?.logs.length).toBe(1)
      expect(grant?.logs[0]?.data[0]).toBe(isVanuatu ? 0x0a : 0x12)
      expect(core.baseFee.length > 0).toBe(isVanuatu)
    }
  })

  test('roots, signatures, gas and log indexes hold in every block', () => {
    for (const { info, core, receipts, actions } of blocks) {
      const hashes = actions.map((action) => keccak256(action))
      expect(Buffer.from(core.txRoot).equals(merkleRoot(hashes))).toBe(true)
      expect(
        Buffer.from(core.receiptRoot).equals(merkleRoot(info.receipts.map((one) => keccak256(one)))),
      ).toBe(true)
      expect(receipts.map(({ actHash }) => Buffer.from(actHash).toString('hex'))).toEqual(
        hashes.map((hash) => Buffer.from(hash).toString('hex')),
      )
      expect(core.gasUsed).toBe(sum(receipts.map(({ gasConsumed }) => gasConsumed)))
      const logs = receipts.flatMap(({ logs }) => logs)
      expect(logs.map(({ index }) => index)).toEqual(logs.map((_, index) => index))
      for (const action of actions) {
        const { signature, senderPubKey } = fromBinary(ActionSchema, action)
        const digest = keccak256(bytesOf(action, 1))
        expect(secp256k1.ecdsaVerify(signature.subarray(0, 64), digest, senderPubKey)).toBe(true)
      }
    }
  })

  test('nonces of every sender count up from 0, and what it pays is what its account lost', () => {
    const nonces = new Map<string, number>()
    const balance = new Map<string, bigint>()
    const change = (address: string, amount: bigint) =>
      balance.set(address, (balance.get(address) ?? 0n) + amount)
    for (const { actions, moved } of blocks) {
      for (const action of actions) {
        const { core, senderPubKey } = fromBinary(ActionSchema, action)
        if (core?.grantReward || core?.putPollResult) continue
        const sender = addressOfPublicKey(senderPubKey)
        expect(core?.nonce).toBe(BigInt(nonces.get(sender) ?? 0))
        nonces.set(sender, (nonces.get(sender) ?? 0) + 1)
      }
      for (const { sender, recipient, amount } of moved) {
        change(sender, -BigInt(amount))
        change(recipient, BigInt(amount))
      }
    }
    const fresh = economyRun(plan, 0).economy.reads
    for (const [address, nonce] of nonces) {
      expect(economy.reads.nonce(address)).toBe(nonce)
      expect(economy.reads.balance(address)).toBe(fresh.balance(address) + (balance.get(address) ?? 0n))
    }
    expect(balance.get(REWARDING_POOL)).not.toBe(undefined)
    expect(economy.reads.totalStakedRau()).toBe(fresh.totalStakedRau() + (balance.get(STAKING_POOL) ?? 0n))
  })
})
