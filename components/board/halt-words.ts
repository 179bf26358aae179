import { counted, grouped } from '#components/ui/format.ts'
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

/**
 * Whether a missing node has every block: one that is started with them counts at once, one that lacks some gets none
 * until a block is made.
 */
export function hasTheTip({ height }: HaltSeatView, halt: HaltView): boolean {
  return height !== null && height >= halt.height - 1
}

function startWords(halt: HaltView): string {
  const short = halt.needed - halt.atTip.length
  const first = halt.missing.filter((seat) => hasTheTip(seat, halt)).length
  const which =
    first === 0
      ? `No missing node is known to have block ${grouped(halt.height - 1)}`
      : `Start those that have block ${grouped(halt.height - 1)} first`
  return `${counted(short, 'more seat')} must come back before a block can be made. ${which}; a node that is behind gets no blocks until one is made.`
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
