import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { hex } from '#lib/chain/hash.ts'
import {
  type ActionInfoSchema,
  GetActionsRequestSchema,
  GetActionsResponseSchema,
} from '#lib/nodes/gen/iotexapi_pb.ts'
import { ReceiptSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { ActionIndex, IndexedAction, Ledger, LedgerBlock } from '../ledger.ts'
import { actionsOf, receiptsOf, senderOf } from './action-index.ts'
import { addressRefusal } from './address-refusal.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { RANGE_MAX } from './raw-blocks.ts'
import { foundAction } from './receipt.ts'

type Info = MessageInitShape<typeof ActionInfoSchema>

/** GetActions; whatever is refused inside comes out as NOT_FOUND with the inner status in its text. */
export function actionInfos(ledger: Ledger, actions: ActionIndex, request: Uint8Array): Uint8Array {
  const { lookup } = fromBinary(GetActionsRequestSchema, request)
  const actionInfo = nested(() => {
    switch (lookup.case) {
      case 'byIndex':
        return byIndex(ledger, actions, Number(lookup.value.start), Number(lookup.value.count))
      case 'byHash': {
        const { action, block } = foundAction(ledger, actions, lookup.value.actionHash)
        return [infoOf(block, action.index)]
      }
      case 'byAddr': {
        const { address, start, count } = lookup.value
        return byAddress(ledger, actions, address, Number(start), Number(count))
      }
      case 'unconfirmedByAddr':
        checkCount(Number(lookup.value.count))
        return [] // nobody sends a simulated node anything
      case 'byBlk': {
        const { blkHash, start, count } = lookup.value
        return byBlock(ledger, blkHash, Number(start), count)
      }
      default:
        throw new GrpcRefusal('NOT_FOUND', 'invalid GetActionsRequest type')
    }
  })
  const total = BigInt(actionInfo.length)
  return toBinary(GetActionsResponseSchema, create(GetActionsResponseSchema, { total, actionInfo }))
}

/** A bad argument as GetActions tells it: a status inside a status. */
class BadArgument extends Error {}

function nested(run: () => Info[]): Info[] {
  try {
    return run()
  } catch (cause) {
    if (!(cause instanceof BadArgument)) throw cause
    throw new GrpcRefusal('NOT_FOUND', `rpc error: code = InvalidArgument desc = ${cause.message}`)
  }
}

function checkCount(count: number): void {
  if (count === 0) throw new BadArgument('count must be greater than zero')
  if (count > RANGE_MAX) throw new BadArgument('range exceeds the limit')
}

/** By their number from the first block on; what is older than the index is not found. */
function byIndex(ledger: Ledger, actions: ActionIndex, start: number, count: number): Info[] {
  checkCount(count)
  const kept = actions.all().filter(({ height }) => height <= ledger.tip())
  const total = ledger.economy?.actionsAt(ledger.tip()) ?? kept.length
  if (start >= total) throw new BadArgument('start exceeds the limit')
  return infosOf(ledger, fromNumber(kept, total, start, count))
}

function byAddress(
  ledger: Ledger,
  actions: ActionIndex,
  address: string,
  start: number,
  count: number,
): Info[] {
  checkCount(count)
  const refusal = addressRefusal(address)
  if (refusal !== null) throw new GrpcRefusal('NOT_FOUND', refusal)
  const known = actions.ofAddress(address)
  const total = Math.max(ledger.economy?.actionCount(address) ?? 0, known.length)
  return infosOf(ledger, fromNumber(known, total, start, count)).filter(
    ({ blkHeight }) => Number(blkHeight) <= ledger.tip(),
  )
}

/** Of a list's newest part, those from a number of the whole list on. */
function fromNumber(
  newest: readonly IndexedAction[],
  total: number,
  start: number,
  count: number,
): readonly IndexedAction[] {
  const forgotten = total - newest.length
  if (start < forgotten) throw new GrpcRefusal('NOT_FOUND', 'not exist in DB: not found')
  return newest.slice(start - forgotten, start - forgotten + count)
}

function byBlock(ledger: Ledger, hash: string, start: number, count: bigint): Info[] {
  if (count === 0n) throw new BadArgument('count must be greater than zero')
  const isAll = count === 2n ** 64n - 1n
  if (!isAll && count > RANGE_MAX) throw new BadArgument('range exceeds the limit')
  const block = ledger.block(ledger.heightOf(hash) ?? 0)
  if (block === undefined) throw new GrpcRefusal('NOT_FOUND', 'not exist in DB: not found')
  const length = actionsOf(block).length
  if (start >= length) throw new BadArgument('start exceeds the total actions in the block')
  const end = isAll ? length : Math.min(length, start + Number(count))
  return Array.from({ length: end - start }, (_, index) => infoOf(block, start + index))
}

function infosOf(ledger: Ledger, found: readonly IndexedAction[]): Info[] {
  return found.flatMap(({ height, index }) => {
    const block = ledger.block(height)
    return block === undefined ? [] : [infoOf(block, index)]
  })
}

function infoOf(block: LedgerBlock, index: number): Info {
  const action = actionsOf(block)[index] ?? new Uint8Array(0)
  const receipt = fromBinary(ReceiptSchema, receiptsOf(block)[index] ?? new Uint8Array(0))
  return {
    action,
    actHash: hex(receipt.actHash),
    blkHash: block.hash,
    timestamp: timestampFromMs(block.atMs),
    blkHeight: BigInt(block.height),
    sender: senderOf(action),
    gasFee: (receipt.gasConsumed * BigInt(receipt.effectiveGasPrice || '0')).toString(),
    index,
  }
}
