import { epochOf } from '#lib/chain/epoch.ts'
import { keccak256 } from '#lib/chain/hash.ts'
import type { UnproductiveEpoch } from '#lib/chain/probation.ts'
import { builtBlock } from '../../generate/build-block.ts'
import { epochSet, pollHeight, unproductiveKeys } from '../../generate/epoch-set.ts'
import type { NetworkPlan } from '../plan.ts'
import { createEconomy } from './create-economy.ts'
import type { Economy } from './economy.ts'
import { encodedBody } from './encoded-body.ts'

/** A short night of an economy alone: block after block in time, the first seat absent in every second epoch. */
export function economyRun(plan: NetworkPlan, blocks: number): { economy: Economy; infos: Uint8Array[] } {
  const { params, delegates } = plan
  const economy = createEconomy(plan)
  const byOperator = new Map(delegates.map((delegate) => [delegate.operator, delegate]))
  const at = (operator = '') => byOperator.get(operator) ?? raise(`nobody is ${operator}`)
  const unproductive: UnproductiveEpoch[] = []
  const infos: Uint8Array[] = []
  let snapshot = economy.snapshot(1, params.genesisMs)
  let set = epochSet(params, 1, snapshot, unproductive)
  let parentHash: Uint8Array = keccak256(Buffer.from(plan.name))
  for (let height = 1; height <= blocks; height++) {
    if (height > set.endHeight) set = epochSet(params, epochOf(params, height), snapshot, unproductive)
    const atMs = params.genesisMs + height * 2500
    const isPoll = height === pollHeight(params, set.epoch, 0)
    if (isPoll) snapshot = economy.snapshot(height, atMs - 2500)
    const absent = set.epoch % 2 === 0 ? set.seats[0] : undefined
    const turn = set.seats[height % params.seats]
    const producer = at(turn === absent ? set.seats[(height + 1) % params.seats] : turn)
    const expected = (set.endHeight - set.startHeight + 1) / params.seats
    const isLast = height === set.endHeight
    const short = isLast ? new Map(absent === undefined ? [] : [[absent, expected]]) : null
    if (short !== null) unproductive.push(unproductiveKeys(params, set, [...short.keys()]))
    const pollResult = isPoll ? { startHeight: set.endHeight + 1, candidates: snapshot } : null
    const facts = { height, atMs, producer, set, pollResult, short }
    const body = encodedBody(params, facts, economy.enter(facts))
    const { info, hash } = builtBlock({
      height,
      atMs,
      committedAtMs: atMs + 2050,
      parentHash,
      producer,
      endorsers: [],
      ...body,
    })
    infos.push(info)
    parentHash = hash
  }
  return { economy, infos }
}

function raise(text: string): never {
  throw new RangeError(text)
}
