import { keccak256 } from '#lib/chain/hash.ts'
import { isForked, type NetworkParams } from '#lib/chain/params.ts'
import { type GeneratedAction, grantReward, type Place, putPollResult } from '../../generate/actions.ts'
import type { BlockFacts, DecidedBody } from './economy.ts'
import { encodedTransaction } from './encoded-transaction.ts'
import { GAS, GAS_PRICE_RAU } from './gas.ts'

/** A block's body and what its header says of it, as `builtBlock` takes them. */
export type EncodedBody = {
  readonly actions: readonly GeneratedAction[]
  readonly gasUsed: number
  /** Null before Vanuatu. */
  readonly baseFeeRau: bigint | null
  readonly logsBloom: Uint8Array
}

/** Serialized, hashed and signed: the users' actions first, then the producer's own. */
export function encodedBody(params: NetworkParams, facts: BlockFacts, body: DecidedBody): EncodedBody {
  const { height, producer, pollResult } = facts
  const actions: GeneratedAction[] = []
  const topics: Uint8Array[] = []
  let logs = 0
  const place = (): Place => ({ height, txIndex: actions.length, logIndex: logs })
  for (const transaction of body.transactions) {
    const { topics: logged, ...action } = encodedTransaction(params, transaction, place())
    actions.push(action)
    topics.push(...logged)
    if (logged.length > 0) logs += 1
  }
  if (pollResult !== null) {
    actions.push(putPollResult(pollResult.startHeight, pollResult.candidates, producer, place()))
  }
  actions.push(grantReward(params, 0, body.blockGrant, producer, place()))
  if (body.blockGrant !== null) logs += isForked(params, 'vanuatu', height) ? 1 : body.blockGrant.length
  if (body.epochGrant !== undefined) actions.push(grantReward(params, 1, body.epochGrant, producer, place()))
  return {
    actions,
    gasUsed: GAS * body.transactions.length,
    baseFeeRau: isForked(params, 'vanuatu', height) ? GAS_PRICE_RAU : null,
    logsBloom: bloomOf(topics),
  }
}

/** 2,048 bits, three of them set for each topic. Source: go-pkgs bloom, bloom2048; recorded blocks with topics. */
function bloomOf(topics: readonly Uint8Array[]): Uint8Array {
  const bloom = new Uint8Array(256)
  for (const topic of topics) {
    const hash = keccak256(topic)
    for (const at of [0, 2, 4]) {
      const byte = hash[at] ?? 0
      bloom[byte] = (bloom[byte] ?? 0) | (1 << ((hash[at + 1] ?? 0) & 7))
    }
  }
  return bloom
}
