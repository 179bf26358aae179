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
const REWARDING = 'io154mvzs09vkgn0hw6gg3ayzw5w39jzp47f8py9v'
const POLL = 'io1ze4hg0pvrftuj0pw90p7z6wj3wae7mdrwws6d5'
const STAKING_POOL = 'io000000000000000000000000stakingprotocol'
const REWARDING_POOL = 'io0000000000000000000000rewardingprotocol'
const DEPOSIT_TO_REWARDING_FUND = 8

/** A system action with what it left behind. */
export type GeneratedAction = {
  readonly action: Uint8Array
  readonly actionHash: Uint8Array
  readonly receipt: Uint8Array
  readonly transactionLog: TransactionLog | null
}

/** Where an action stands in its block. */
export type Place = { readonly height: number; readonly txIndex: number; readonly logIndex: number }

/** PutPollResult: the candidate snapshot for the epoch that begins at `startHeight`. */
export function putPollResult(
  startHeight: number,
  snapshot: readonly PollCandidate[],
  by: GeneratedDelegate,
  place: Place,
): GeneratedAction {
  const result = { height: BigInt(startHeight), candidates: { candidates: candidateMessages(snapshot) } }
  return recorded(
    create(ActionCoreSchema, { version: 1, gasPrice: '0', putPollResult: result }),
    by,
    place,
    POLL,
    [],
    null,
  )
}

/** GrantReward of a block (type 0) or an epoch (type 1). */
export function grantReward(
  params: NetworkParams,
  type: 0 | 1,
  rewards: readonly Reward[],
  by: GeneratedDelegate,
  place: Place,
): GeneratedAction {
  const core = create(ActionCoreSchema, {
    version: 1,
    gasPrice: '0',
    grantReward: { type, height: BigInt(place.height) },
  })
  const wrapped = type === 0 && isForked(params, 'vanuatu', place.height)
  const data = rewards.map((reward) => (wrapped ? field(1, rewardLog(reward)) : rewardLog(reward)))
  const slashed = rewards.filter((reward) => reward.type === UNPRODUCTIVE_SLASH)
  return recorded(core, by, place, REWARDING, data, slashed.length > 0 ? total(slashed) : null)
}

function total(rewards: readonly Reward[]): bigint {
  return rewards.reduce((sum, { amountRau }) => sum + amountRau, 0n)
}

function recorded(
  core: ActionCore,
  by: GeneratedDelegate,
  { height, txIndex, logIndex }: Place,
  contractAddress: string,
  logs: readonly Uint8Array[],
  slashedRau: bigint | null,
): GeneratedAction {
  const signature = signed(keccak256(toBinary(ActionCoreSchema, core)), by.privateKey)
  const action = toBinary(ActionSchema, create(ActionSchema, { core, senderPubKey: by.publicKey, signature }))
  const actHash = keccak256(action)
  const receipt = create(ReceiptSchema, {
    status: 1n,
    blkHeight: BigInt(height),
    actHash,
    contractAddress,
    txIndex,
    effectiveGasPrice: '0',
    logs: logs.map((data, index) => ({
      contractAddress,
      data,
      blkHeight: BigInt(height),
      actHash,
      index: logIndex + index,
      txIndex,
    })),
  })
  const transactionLog = slashedRau === null ? null : slashLog(actHash, slashedRau)
  return { action, actionHash: actHash, receipt: toBinary(ReceiptSchema, receipt), transactionLog }
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
