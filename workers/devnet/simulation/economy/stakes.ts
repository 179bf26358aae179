import { voteWeight } from '#lib/chain/vote-weight.ts'
import type { Bucket } from './reads.ts'

/** Buckets by index, and the votes they add up to. */
export type Stakes = {
  readonly buckets: () => readonly Bucket[]
  readonly bucket: (index: number) => Bucket
  /** By delegate index. */
  readonly votes: (delegate: number) => bigint
  readonly selfStakeRau: (delegate: number) => bigint
  readonly totalRau: () => bigint
  readonly create: (bucket: Omit<Bucket, 'index'>) => number
  /** Adds to a stake, or takes a slash from it. */
  readonly change: (index: number, amountRau: bigint) => void
  readonly move: (index: number, delegate: number) => void
}

/** No buckets yet; a delegate's self-stake is the first one created as such for it. */
export function emptyStakes(): Stakes {
  const buckets: Bucket[] = []
  const votes = new Map<number, bigint>()
  const selfStakes = new Map<number, number>()
  let totalRau = 0n
  const weigh = (bucket: Bucket, sign: 1n | -1n) =>
    votes.set(bucket.delegate, (votes.get(bucket.delegate) ?? 0n) + sign * voteWeight(bucket))
  const bucketAt = (index: number): Bucket => {
    const bucket = buckets[index]
    if (bucket === undefined) throw new RangeError(`there is no bucket ${index}`)
    return bucket
  }
  const replace = (index: number, changed: Partial<Bucket>) => {
    const before = bucketAt(index)
    const after = { ...before, ...changed }
    weigh(before, -1n)
    weigh(after, 1n)
    totalRau += after.stakedRau - before.stakedRau
    buckets[index] = after
  }
  return {
    buckets: () => buckets,
    bucket: bucketAt,
    votes: (delegate) => votes.get(delegate) ?? 0n,
    selfStakeRau: (delegate) => {
      const index = selfStakes.get(delegate)
      return index === undefined ? 0n : bucketAt(index).stakedRau
    },
    totalRau: () => totalRau,
    create: (bucket) => {
      const index = buckets.length
      buckets.push({ ...bucket, index })
      weigh(bucketAt(index), 1n)
      totalRau += bucket.stakedRau
      if (bucket.isSelfStake && !selfStakes.has(bucket.delegate)) selfStakes.set(bucket.delegate, index)
      return index
    },
    change: (index, amountRau) => replace(index, { stakedRau: bucketAt(index).stakedRau + amountRau }),
    move: (index, delegate) => replace(index, { delegate }),
  }
}
