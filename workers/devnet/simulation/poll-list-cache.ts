import type { NetworkParams } from '#lib/chain/params.ts'
import { pollLists } from '../generate/answers.ts'
import type { EpochSet } from '../generate/epoch-set.ts'

/** Epochs whose lists stay serialized: the running one and those that a client reads back from a checkpoint. */
const KEPT = 32

const kept = new WeakMap<
  NetworkParams,
  Map<number, { set: EpochSet; lists: ReadonlyMap<string, Uint8Array> }>
>()

/** The serialized poll lists of an epoch; one memory for all nodes of a network, since they say the same. */
export function pollListCache(params: NetworkParams): (set: EpochSet) => ReadonlyMap<string, Uint8Array> {
  const cache = kept.get(params) ?? new Map()
  kept.set(params, cache)
  return (set) => {
    const known = cache.get(set.epoch)
    if (known?.set === set) return known.lists
    const lists = pollLists(params, set)
    cache.set(set.epoch, { set, lists })
    if (cache.size > KEPT) cache.delete(cache.keys().next().value ?? 0)
    return lists
  }
}
