import { duration } from '#components/ui/format.ts'
import type { BoardView } from '#lib/board/schema.ts'

type Epoch = NonNullable<BoardView['epoch']>

/** How many blocks an epoch has, and how many percent of them are produced, rounded down. */
export function epochProgress({ startHeight, endHeight, producedBlocks }: Epoch): {
  readonly blocks: number
  readonly percent: number
} {
  const blocks = endHeight - startHeight + 1
  return { blocks, percent: Math.floor((producedBlocks * 100) / blocks) }
}

/** How long the open epoch still takes by the network's clock (`nowMs`), and on what that rests; null = cannot be told. */
export function epochTimeLeft(
  { next, network }: BoardView,
  nowMs: number,
): { readonly left: string | null; readonly why: string } {
  if (network.state === 'ended') return { left: null, why: 'The replay ends here.' }
  if (network.state === 'stalled')
    return { left: null, why: 'Time left cannot be told: the chain stands still.' }
  if (next === null || !['live', 'slow'].includes(network.state))
    return { left: null, why: 'Time left is not known.' }
  return { left: duration(Date.parse(next.expectedStartAt) - nowMs), why: 'if no round is lost' }
}
