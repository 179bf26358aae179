import { mayBeAway, quorumOf } from '#lib/chain/quorum.ts'
import type { MarginView, SeatView } from './schema.ts'

/**
 * How many more of these many seats may leave before the chain stops. A seat that is behind does not vote, so it counts
 * as away; one that is not known may be, so it counts too. Without any seats all of them are unknown.
 */
export function marginOf(seats: readonly Pick<SeatView, 'presence'>[], count: number): MarginView {
  const here = seats.filter(({ presence }) => presence === 'here').length
  const away = seats.filter(({ presence }) => presence === 'away' || presence === 'behind').length
  const unknown = count - here - away
  const may = mayBeAway(count)
  return {
    needed: quorumOf(count),
    seats: count,
    mayBeAway: may,
    away,
    unknown,
    left: Math.max(0, may - away - unknown),
  }
}
