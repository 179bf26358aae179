/** A value with what it was at each of the last blocks. */
export type Timeline = {
  readonly now: () => bigint
  /** Heights never go back. */
  readonly add: (height: number, amount: bigint) => void
  /** After the block at a height; exact from `kept` blocks below the newest change on. */
  readonly at: (height: number) => bigint
}

/** A value that began at genesis; forgets changes more than `kept` blocks back, now and then. */
export function timelineFrom(initial: bigint, kept: number): Timeline {
  const heights = [0]
  const values = [initial]
  const newest = () => values[values.length - 1] ?? initial
  return {
    now: newest,
    add: (height, amount) => {
      const value = newest() + amount
      if (heights[heights.length - 1] === height) {
        values[values.length - 1] = value
        return
      }
      heights.push(height)
      values.push(value)
      const half = heights.length >> 1
      if (half > 32 && (heights[half] ?? 0) <= height - kept) {
        heights.splice(0, half)
        values.splice(0, half)
      }
    },
    at: (height) => {
      let low = 0
      let high = heights.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((heights[middle] ?? 0) <= height) low = middle
        else high = middle - 1
      }
      return values[low] ?? initial
    },
  }
}
