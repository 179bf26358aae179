import { create } from '@bufbuild/protobuf'
import { parseAddress } from '#lib/chain/address.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import {
  type ActionCore,
  ActionCoreSchema,
  type TransactionLog,
  TransactionLogSchema,
} from '#lib/nodes/gen/iotextypes_pb.ts'
import {
  type GeneratedAction,
  type Place,
  REWARDING,
  REWARDING_POOL,
  receiptOf,
  STAKING_POOL,
  signedAction,
} from '../../generate/actions.ts'
import type { DecidedTransaction, Deed } from './economy.ts'
import { GAS, GAS_FEE_RAU, GAS_PRICE_RAU, tipRau } from './gas.ts'

/** Last 20 bytes of keccak256("account") and of keccak256("staking"). */
const ACCOUNT = 'io1enfa3p3aysdueq85vvprzzndjs4fp6z32hf7xs'
const STAKING = 'io1qnpz47hx5q6r3w876axtrn6yz95d70cjl35r53'
const TRANSFER_GAS_LIMIT = 21_000n
const OTHER_GAS_LIMIT = 1_000_000n
const DYNAMIC_FEE = 2

/** Kinds of a coin movement in a transaction log. */
const CREATE_BUCKET = 2
const DEPOSIT_TO_BUCKET = 3
const GAS_FEE = 6
const NATIVE_TRANSFER = 7
const CLAIM_FROM_REWARDING_FUND = 9
const PRIORITY_FEE = 11

type Movement = { amount: string; sender: string; recipient: string; type: number }

/** A user's action with its receipt and transaction log, and the topics of its one log, if it has one. */
export function encodedTransaction(
  params: NetworkParams,
  transaction: DecidedTransaction,
  place: Place,
): GeneratedAction & { readonly topics: readonly Uint8Array[] } {
  const { deed, sender, tipPriceRau } = transaction
  const { action, actionHash } = signedAction(coreOf(params, transaction), sender)
  const topics = topicsOf(deed)
  const outcome = {
    contractAddress: deed.kind === 'transfer' ? ACCOUNT : deed.kind === 'claim' ? REWARDING : STAKING,
    logs: topics.length > 0 ? [{ topics, data: new Uint8Array(0) }] : [],
    isDone: true,
    gas: GAS,
    effectiveGasPrice: (GAS_PRICE_RAU + (tipPriceRau ?? 0n)).toString(),
  }
  const receipt = receiptOf(actionHash, outcome, place)
  return { action, actionHash, receipt, transactionLog: logOf(actionHash, transaction), topics }
}

function coreOf(params: NetworkParams, { nonce, deed, tipPriceRau }: DecidedTransaction): ActionCore {
  const price =
    tipPriceRau === null
      ? { version: 1, gasPrice: GAS_PRICE_RAU.toString() }
      : {
          txType: DYNAMIC_FEE,
          gasTipCap: tipPriceRau.toString(),
          gasFeeCap: (2n * GAS_PRICE_RAU + tipPriceRau).toString(),
        }
  return create(ActionCoreSchema, {
    nonce: BigInt(nonce),
    gasLimit: deed.kind === 'transfer' ? TRANSFER_GAS_LIMIT : OTHER_GAS_LIMIT,
    chainId: params.chainId,
    ...price,
    ...doing(deed),
  })
}

function doing(deed: Deed) {
  switch (deed.kind) {
    case 'transfer':
      return { transfer: { amount: deed.amountRau.toString(), recipient: deed.recipient } }
    case 'claim':
      return { claimFromRewardingFund: { amount: deed.amountRau.toString() } }
    case 'create_stake': {
      const { delegate, amountRau, days: stakedDuration, autoStake } = deed
      const stakedAmount = amountRau.toString()
      return { stakeCreate: { candidateName: delegate.name, stakedAmount, stakedDuration, autoStake } }
    }
    case 'add_deposit':
      return { stakeAddDeposit: { bucketIndex: BigInt(deed.bucket), amount: deed.amountRau.toString() } }
    case 'change_delegate':
      return { stakeChangeCandidate: { bucketIndex: BigInt(deed.bucket), candidateName: deed.to.name } }
  }
}

/** Of a staking receipt: the handler's name, the bucket and whom it concerns, each filled up to 32 bytes. */
function topicsOf(deed: Deed): Uint8Array[] {
  switch (deed.kind) {
    case 'create_stake':
      return [word(Buffer.from('createStake')), number(deed.bucket), account(deed.delegate.owner)]
    case 'add_deposit':
      return [word(Buffer.from('depositToStake')), number(deed.bucket), account(deed.delegate.owner)]
    case 'change_delegate': {
      const { from, to, bucket } = deed
      return [word(Buffer.from('changeCandidate')), number(bucket), account(from.owner), account(to.owner)]
    }
    default:
      return []
  }
}

function logOf(actionHash: Uint8Array, transaction: DecidedTransaction): TransactionLog {
  const { sender, deed } = transaction
  const fee = {
    amount: GAS_FEE_RAU.toString(),
    sender: sender.address,
    recipient: REWARDING_POOL,
    type: GAS_FEE,
  }
  const tip = tipRau(transaction)
  const fees = tip > 0n ? [fee, { ...fee, amount: tip.toString(), type: PRIORITY_FEE }] : [fee]
  const transactions = movements(sender.address, deed, fees)
  const numTransactions = BigInt(transactions.length)
  return create(TransactionLogSchema, { actionHash, numTransactions, transactions })
}

/** Transfers and claims move their coins before the fees are paid, stakes after. */
function movements(sender: string, deed: Deed, fees: readonly Movement[]): Movement[] {
  if (deed.kind === 'change_delegate') return [...fees]
  const amount = deed.amountRau.toString()
  switch (deed.kind) {
    case 'transfer':
      return [{ amount, sender, recipient: deed.recipient, type: NATIVE_TRANSFER }, ...fees]
    case 'claim':
      return [{ amount, sender: REWARDING_POOL, recipient: sender, type: CLAIM_FROM_REWARDING_FUND }, ...fees]
    case 'create_stake':
      return [...fees, { amount, sender, recipient: STAKING_POOL, type: CREATE_BUCKET }]
    case 'add_deposit':
      return [...fees, { amount, sender, recipient: STAKING_POOL, type: DEPOSIT_TO_BUCKET }]
  }
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return word(bytes)
}

function account(address: string): Uint8Array {
  return word(parseAddress(address))
}

function word(bytes: Uint8Array): Uint8Array {
  const filled = new Uint8Array(32)
  filled.set(bytes, 32 - bytes.length)
  return filled
}
