import type { Who } from '#lib/blocks/schema.ts'
import type { NextSetView } from '#lib/epochs/schema.ts'
import { isSilent, isTelling, type NodeSights } from '#lib/nodes/sight.ts'
import type { BoardView } from './schema.ts'

type Candidate = Who & { readonly seat: number | null }

/**
 * Who gets a seat in the next epoch without having one now, who loses theirs, and who gets one although nobody sees a
 * node of theirs. Where no node at all is seen nobody is named for that.
 */
export function nextSetChange(
  delegates: readonly Candidate[],
  next: NextSetView,
  sights: NodeSights,
): Pick<NonNullable<BoardView['next']>, 'comes' | 'goes' | 'unseen'> {
  const seated = new Set(delegates.filter(({ seat }) => seat !== null).map(({ operator }) => operator))
  const drawn = new Set(next.seats.map(({ operator }) => operator))
  const comes = next.seats.filter(({ operator }) => !seated.has(operator)).map(whoOf)
  return {
    comes,
    goes: delegates.filter(({ seat, operator }) => seat !== null && !drawn.has(operator)).map(whoOf),
    unseen: sights.size === 0 ? [] : comes.filter(({ operator }) => !isSeen(sights, operator)),
  }
}

function isSeen(sights: NodeSights, operator: string): boolean {
  const { poll = null, relay = null } = sights.get(operator) ?? {}
  if (poll !== null && isTelling(poll)) return poll.answers
  return relay !== null && !isSilent(relay)
}

function whoOf({ id, operator, name }: Who): Who {
  return { id, operator, name }
}
