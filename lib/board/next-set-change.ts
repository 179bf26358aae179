import type { Who } from '#lib/blocks/schema.ts'
import type { NextSetView } from '#lib/epochs/schema.ts'
import { isSilent, type NodeSights } from '#lib/nodes/sight.ts'
import type { BoardView } from './schema.ts'

type Seated = { readonly seat: number | null; readonly operator: string; readonly name: string | null }

/** Who gets a seat in the next epoch without having one now, and who loses theirs. */
export function nextSetChange(
  delegates: readonly Seated[],
  next: NextSetView,
): { readonly coming: readonly NextSetView['seats'][number][]; readonly going: readonly Seated[] } {
  const seated = new Set(delegates.filter(({ seat }) => seat !== null).map(({ operator }) => operator))
  const drawn = new Set(next.seats.map(({ operator }) => operator))
  return {
    coming: next.seats.filter(({ operator }) => !seated.has(operator)),
    going: delegates.filter(({ seat, operator }) => seat !== null && !drawn.has(operator)),
  }
}

/**
 * The change of seats with the delegates that are drawn although nobody sees a node of theirs. A seat now without a
 * sight of its node is not among them: its own slots tell of it. Where no node at all is seen nobody is named.
 */
export function changeOf(
  delegates: readonly (Seated & { readonly id: string | null })[],
  next: NextSetView,
  sights: NodeSights,
): Pick<NonNullable<BoardView['next']>, 'comes' | 'goes' | 'unseen'> {
  const { coming } = nextSetChange(delegates, next)
  const drawn = new Set(next.seats.map(({ operator }) => operator))
  const going = delegates.filter(({ seat, operator }) => seat !== null && !drawn.has(operator))
  return {
    comes: coming.map(whoOf),
    goes: going.map(whoOf),
    unseen: sights.size === 0 ? [] : coming.filter(({ operator }) => !isSeen(sights, operator)).map(whoOf),
  }
}

function isSeen(sights: NodeSights, operator: string): boolean {
  const sight = sights.get(operator)
  if (sight === undefined) return false
  return sight.poll === null ? sight.relay !== null && !isSilent(sight.relay) : sight.poll.answers
}

function whoOf({ id, operator, name }: Who): Who {
  return { id, operator, name }
}
