import { mayBeAway } from '#lib/chain/quorum.ts'
import type { FaultKind } from './options.ts'
import type { Random } from './random.ts'

type Kind = 'calm' | 'few' | 'limit' | 'neighbours'

/** Who is away at each height, never more seats than may be. */
export type Outages = {
  /** Begins an epoch with these seats, in proposer order. */
  beginEpoch(seats: readonly string[]): void
  /** Operators that are away at the next height. */
  next(height: number): ReadonlySet<string>
}

const NEW_OUTAGE = 0.02

/** Draws outages of a kind; `mixed` takes another one every epoch. */
export function outagesOf(faults: FaultKind, random: Random): Outages {
  let seats: readonly string[] = []
  let kind: Kind = 'calm'
  const until = new Map<string, number>()
  const redraw = (height: number, chosen: readonly string[]) => {
    until.clear()
    for (const operator of chosen) until.set(operator, height + seats.length)
  }
  return {
    beginEpoch: (next) => {
      seats = next
      kind = kindOf(faults, random)
      const away = next.filter((operator) => until.has(operator))
      for (const operator of away.slice(mayBeAway(next.length))) until.delete(operator)
    },
    next: (height) => {
      for (const [operator, end] of until) if (end <= height) until.delete(operator)
      const limit = mayBeAway(seats.length)
      const isTurn = (height - 1) % seats.length === 0
      if (kind === 'limit' && isTurn) redraw(height, random.draw(seats, limit))
      if (kind === 'neighbours' && isTurn) redraw(height, neighbours(seats, limit, random))
      const away = new Set(seats.filter((operator) => until.has(operator)))
      if (kind === 'few' && away.size < Math.min(2, limit) && random.chance(NEW_OUTAGE)) {
        const [operator] = random.draw(seats, 1)
        if (operator !== undefined) until.set(operator, height + 1 + random.below(seats.length * 3))
        if (operator !== undefined) away.add(operator)
      }
      return away
    },
  }
}

function kindOf(faults: FaultKind, random: Random): Kind {
  if (faults === 'none') return 'calm'
  if (faults === 'usual') return random.below(10) === 0 ? 'limit' : 'few'
  if (faults !== 'mixed') return faults
  const kinds: readonly Kind[] = ['calm', 'few', 'few', 'limit', 'neighbours']
  return kinds[random.below(kinds.length)] ?? 'calm'
}

function neighbours(seats: readonly string[], count: number, random: Random): string[] {
  const from = random.below(seats.length)
  return [...seats, ...seats].slice(from, from + count)
}
