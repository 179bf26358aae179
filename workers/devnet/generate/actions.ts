import { create, toBinary } from '@bufbuild/protobuf'
import type { PollCandidate } from '#lib/chain/candidates.ts'
import { keccak256 } from '#lib/chain/hash.ts'
import { isForked, type NetworkParams } from '#lib/chain/params.ts'
import {
  type ActionCore,
  ActionCoreSchema,
  ActionSchema,
  ReceiptSchema,
  type TransactionLog,
  TransactionLogSchema,
} from '#lib/nodes/gen/iotextypes_pb.ts'
import { varintBytes } from '../wire/fields.ts'
import { candidateMessages } from './candidate-messages.ts'
import { type GeneratedDelegate, signed } from './delegates.ts'
import { type Reward, UNPRODUCTIVE_SLASH } from './rewards.ts'

/** Last 20 bytes of keccak256("rewarding") and of keccak256("poll"). */
export const REWARDING = 'io154mvzs09vkgn0hw6gg3ayzw5w39jzp47f8py9v'
const POLL = 'io1ze4hg0pvrftuj0pw90p7z6wj3wae7mdrwws6d5'
export const STAKING_POOL = 'io000000000000000000000000stakingprotocol'
export const REWARDING_POOL = 'io0000000000000000000000rewardingprotocol'
const DEPOSIT_TO_REWARDING_FUND = 8

/** An action of a block with what it left behind. */
export type GeneratedAction = {
  readonly action: Uint8Array
  readonly actionHash: Uint8Array
  readonly receipt: Uint8Array
  readonly transactionLog: TransactionLog | null
}

/** Where an action stands in its block, and its first log. */
export type Place = { readonly height: number; readonly txIndex: number; readonly logIndex: number }

/** What of a receipt differs from action to action. */
export type Outcome = {
  readonly contractAddress: string
  readonly logs: readonly { readonly topics: readonly Uint8Array[]; readonly data: Uint8Array }[]
  readonly isDone: boolean
  readonly gas: number
  /** Decimal Rau; empty where the chain leaves it out. */
  readonly effectiveGasPrice: string
}

/** PutPollResult: the candidate snapshot for the epoch that begins at `startHeight`. */
export function putPollResult(
  startHeight: number,
  snapshot: readonly PollCandidate[],
  by: GeneratedDelegate,
  place: Place,
): GeneratedAction {
  const result = { height: BigInt(startHeight), candidates: { candidates: candidateMessages(snapshot) } }
  const core = create(ActionCoreSchema, { version: 1, gasPrice: '0', putPollResult: result })
  const { action, actionHash } = signedAction(core, by)
  const outcome = { contractAddress: POLL, logs: [], isDone: true, gas: 0, effectiveGasPrice: '' }
  return { action, actionHash, receipt: receiptOf(actionHash, outcome, place), transactionLog: null }
}

/** GrantReward of a block (type 0) or an epoch (type 1). Null = the fund could not pay it: it stands as failed. */
export function grantReward(
  params: NetworkParams,
  type: 0 | 1,
  rewards: readonly Reward[] | null,
  by: GeneratedDelegate,
  place: Place,
): GeneratedAction {
  const grant = { type, height: BigInt(place.height) }
  const core = create(ActionCoreSchema, { version: 1, gasPrice: '0', grantReward: grant })
  const { action, actionHash } = signedAction(core, by)
  const wrapped = type === 0 && isForked(params, 'vanuatu', place.height)
  const bare = (rewards ?? []).map(rewardLog)
  const data = wrapped && rewards !== null ? [Buffer.concat(bare.map((log) => field(1, log)))] : bare
  const outcome = {
    contractAddress: REWARDING,
    logs: data.map((data) => ({ topics: [], data })),
    isDone: rewards !== null,
    gas: 0,
    effectiveGasPrice: '0',
  }
  const slashed = (rewards ?? []).filter((reward) => reward.type === UNPRODUCTIVE_SLASH)
  const transactionLog = slashed.length > 0 ? slashLog(actionHash, total(slashed)) : null
  return { action, actionHash, receipt: receiptOf(actionHash, outcome, place), transactionLog }
}

/** A serialized Action in the chain's own encoding, and its hash. */
export function signedAction(
  core: ActionCore,
  by: Pick<GeneratedDelegate, 'privateKey' | 'publicKey'>,
): { readonly action: Uint8Array; readonly actionHash: Uint8Array } {
  const signature = signed(keccak256(toBinary(ActionCoreSchema, core)), by.privateKey)
  const action = toBinary(ActionSchema, create(ActionSchema, { core, senderPubKey: by.publicKey, signature }))
  return { action, actionHash: keccak256(action) }
}

/** The serialized receipt of an action. */
export function receiptOf(
  actHash: Uint8Array,
  outcome: Outcome,
  { height, txIndex, logIndex }: Place,
): Uint8Array {
  const { contractAddress, logs, isDone, gas, effectiveGasPrice } = outcome
  const blkHeight = BigInt(height)
  return toBinary(
    ReceiptSchema,
    create(ReceiptSchema, {
      status: isDone ? 1n : 0n,
      blkHeight,
      actHash,
      gasConsumed: BigInt(gas),
      contractAddress,
      txIndex,
      effectiveGasPrice,
      logs: logs.map(({ topics, data }, index) => ({
        contractAddress,
        topics: [...topics],
        data,
        blkHeight,
        actHash,
        index: logIndex + index,
        txIndex,
      })),
    }),
  )
}

function total(rewards: readonly Reward[]): bigint {
  return rewards.reduce((sum, { amountRau }) => sum + amountRau, 0n)
}

function slashLog(actionHash: Uint8Array, amountRau: bigint): TransactionLog {
  const moved = {
    amount: amountRau.toString(),
    sender: STAKING_POOL,
    recipient: REWARDING_POOL,
    type: DEPOSIT_TO_REWARDING_FUND,
  }
  return create(TransactionLogSchema, { actionHash, numTransactions: 1n, transactions: [moved] })
}

/** rewardingpb.RewardLog: type = 1 (left out when 0), addr = 2, amount = 3. */
function rewardLog({ type, address, amountRau }: Reward): Uint8Array {
  const kind = type === 0 ? new Uint8Array(0) : Uint8Array.of(0x08, type)
  return Buffer.concat([kind, field(2, Buffer.from(address)), field(3, Buffer.from(amountRau.toString()))])
}

function field(number: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(number * 8 + 2), varintBytes(bytes.length), bytes])
}
