import { NodeError } from './errors.ts'

/**
 * A height or count as the wire carries it, as a number.
 * @throws {NodeError} `bad_answer` past what a number holds exactly: no chain is that long.
 */
export function heightFrom(value: bigint, what: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new NodeError('bad_answer', `${what}: ${value} is no height`)
  return Number(value)
}

/**
 * A decimal number as `rolldpos` reads answer it.
 * @throws {NodeError} `bad_answer` for anything but digits.
 */
export function decimalFrom(data: Uint8Array, what: string): number {
  const text = new TextDecoder().decode(data.subarray(0, 32))
  if (!/^\d{1,20}$/.test(text))
    throw new NodeError('bad_answer', `${what}: ${JSON.stringify(text)} is no number`)
  return heightFrom(BigInt(text), what)
}

/** Votes as a candidate list carries them: big endian, no bytes for zero. */
export function votesFrom(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}
