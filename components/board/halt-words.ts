import { counted } from '#components/ui/format.ts'
import type { BoardView, HaltKind, HaltSeatView, HaltView } from '#lib/board/schema.ts'

/** What each kind of halt is, in words. */
export const HALT_KIND: Record<HaltKind, { readonly title: string; readonly clause: string }> = {
  too_few_seats: {
    title: 'Too few seats answer',
    clause: 'too few seats answer',
  },
  seats_disagree: {
    title: 'The seats disagree',
    clause: "the seats are there but refuse each other's blocks",
  },
  cannot_tell: {
    title: 'Cannot tell why: too few nodes are seen',
    clause: 'too few nodes are seen to tell why',
  },
}

/** Nodes are looked at every 15 s: heights that differ by less than the blocks of that time may be the same. */
const BLOCKS_BETWEEN_LOOKS = 6

/**
 * The missing seats to start first, the highest first: those last seen highest. One that has every block counts at once;
 * one that lacks some gets none until a block is made. Empty where no height is known or the kind is another.
 */
export function startFirst({ kind, missing }: HaltView): HaltSeatView[] {
  if (kind !== 'too_few_seats') return []
  const seen = missing.flatMap((seat) => (seat.height === null ? [] : [{ seat, height: seat.height }]))
  const highest = Math.max(...seen.map(({ height }) => height))
  return seen
    .filter(({ height }) => highest - height < BLOCKS_BETWEEN_LOOKS)
    .sort((a, b) => b.height - a.height)
    .map(({ seat }) => seat)
}

function startWords(halt: HaltView): string {
  const first =
    startFirst(halt).length === 0
      ? 'Of no missing node the height is known'
      : 'Start those first that were seen highest'
  return `${counted(halt.needed - halt.atTip.length, 'more seat')} must come back before a block can be made. ${first}; a node that is behind gets no blocks until one is made.`
}

function disagreeWords(halt: HaltView, versions: BoardView['versions']): string {
  const many = versions.filter(({ version, seats }) => version !== null && seats > 0).length
  const look =
    many > 1
      ? `The seats run ${many} versions: bring them to the newest`
      : 'Compare what the nodes log when they refuse a block'
  return `Restarting more nodes does not help: ${halt.atTip.length} seats are at the tip and ${halt.needed} are needed. ${look}.`
}

/** What to do next, in a sentence or two. */
export function haltAdvice(halt: HaltView, versions: BoardView['versions']): string {
  switch (halt.kind) {
    case 'too_few_seats':
      return startWords(halt)
    case 'seats_disagree':
      return disagreeWords(halt, versions)
    case 'cannot_tell':
      return `Seen at the tip: ${halt.atTip.length} of the ${halt.needed} seats needed; not seen at all: ${halt.unknown.length}. Ask those delegates whether their nodes run, and at which height.`
  }
}
