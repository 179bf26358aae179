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
 * A whole amount of at least 0 times a float64 of at least 0, as Go's big.Float has it: the product is rounded to the
 * nearest even at max(64, bit length of the amount) bits, then truncated.
 * Source: Go math/big, Float.SetInt and Float.Mul.
 */
export function timesFloat(amount: bigint, factor: number): bigint {
  if (amount === 0n || factor === 0) return 0n
  const { mantissa, shift } = dyadic(factor)
  const precision = Math.max(64, amount.toString(2).length)
  const product = amount * mantissa
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
