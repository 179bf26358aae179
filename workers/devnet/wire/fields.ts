/** One field of a serialized protobuf message: where its tag begins and where its value lies. */
export type Field = {
  readonly number: number
  readonly from: number
  readonly start: number
  readonly end: number
}

const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5

function varint(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0
  let factor = 1
  for (let index = at; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return { value, end: index + 1 }
    factor *= 128
  }
  throw new RangeError(`a number is cut at byte ${at}`)
}

/**
 * The fields of a message in the order they stand in, without decoding what is inside: a tenth of the cost of a
 * decoder, and the exact bytes stay at hand. A varint field's `start` is its value's first byte.
 * Throws a RangeError when the bytes are no message.
 */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = []
  let at = 0
  while (at < bytes.length) {
    const from = at
    const tag = varint(bytes, at)
    const kind = tag.value % 8
    let start = tag.end
    let end = start
    if (kind === VARINT) end = varint(bytes, start).end
    else if (kind === FIXED64) end = start + 8
    else if (kind === FIXED32) end = start + 4
    else if (kind === BYTES) {
      const length = varint(bytes, start)
      start = length.end
      end = start + length.value
    } else throw new RangeError(`wire type ${kind} at byte ${from}`)
    if (end > bytes.length) throw new RangeError(`the field at byte ${from} is cut`)
    fields.push({ number: Math.floor(tag.value / 8), from, start, end })
    at = end
  }
  return fields
}

/** The bytes of the first field with this number; empty when there is none, as a decoder would give it. */
export function bytesOf(message: Uint8Array, number: number): Uint8Array {
  const field = fieldsOf(message).find((candidate) => candidate.number === number)
  return field === undefined ? new Uint8Array(0) : message.subarray(field.start, field.end)
}

/** The whole number of the first varint field with this number; 0 when there is none. Exact below 2^53. */
export function numberOf(message: Uint8Array, number: number): number {
  const field = fieldsOf(message).find((candidate) => candidate.number === number)
  return field === undefined ? 0 : varint(message, field.start).value
}

/** Unix ms of a google.protobuf.Timestamp. */
export function timestampMs(timestamp: Uint8Array): number {
  return numberOf(timestamp, 1) * 1000 + numberOf(timestamp, 2) / 1e6
}

/** A number as the wire writes it: seven bits a byte, lowest first. */
export function varintBytes(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}
