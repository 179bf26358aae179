/** A float64 as a whole number and a power of two: value = mantissa / 2^shift. */
function dyadic(value: number): { mantissa: bigint; shift: number } {
  let shift = 0
  let scaled = value
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    shift += 1
  }
  return { mantissa: BigInt(scaled), shift }
}

/**
 * Votes, in Rau, that probation leaves a delegate: the chain multiplies in floating point. The factor is the float64
 * (100 − intensity) / 100; the product is rounded to the nearest even at max(64, bit length of the votes) bits, then
 * truncated. At 90 % of 2000000 IOTX that is 200000000000000011102230 Rau, not 2 · 10^23.
 * Source: iotex-core action/protocol/poll/slasher.go, filterCandidates (big.Float).
 */
export function votesOnProbation(votes: bigint, intensityPercent: number): bigint {
  if (votes === 0n || intensityPercent >= 100) return 0n
  const { mantissa, shift } = dyadic((100 - intensityPercent) / 100)
  const precision = Math.max(64, votes.toString(2).length)
  const product = votes * mantissa
  const drop = product.toString(2).length - precision
  if (drop <= 0) return product >> BigInt(shift)
  const bits = BigInt(drop)
  const rest = product & ((1n << bits) - 1n)
  const half = 1n << (bits - 1n)
  let kept = product >> bits
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n
  const left = shift - drop
  return left >= 0 ? kept >> BigInt(left) : kept << BigInt(-left)
}
