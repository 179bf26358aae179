/** Draws that come out the same for the same seed. */
export type Random = {
  /** From 0 up to and without 1. */
  unit(): number
  /** A whole number from 0 up to and without `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  /** `count` different members of a list, in random order; fewer when it is shorter. */
  draw<Member>(list: readonly Member[], count: number): Member[]
}

/** Mulberry32: 32 bits of state, even enough for drawing faults, and the same on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(unit() * limit)
  return {
    unit,
    below,
    chance: (probability) => unit() < probability,
    draw: (list, count) => {
      const left = [...list]
      const drawn: typeof left = []
      while (drawn.length < count && left.length > 0) drawn.push(...left.splice(below(left.length), 1))
      return drawn
    },
  }
}
