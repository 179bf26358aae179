import { mayBeAway } from '#lib/chain/quorum.ts'
import type { QuorumLoss } from './record.ts'

/** Gathers the rounds of the open height in which no quorum was there, until its block says what they were. */
export type QuorumLosses = {
  readonly lost: (round: number, kind: QuorumLoss['kind'] | null) => void
  /** The block of the height was locked in `round`; earlier ones from `openRound` on are its missed slots. */
  readonly committed: (height: number, openRound: number, round: number) => void
  readonly short: readonly QuorumLoss[]
  readonly halts: readonly QuorumLoss[]
}

export function quorumLosses(seats: number): QuorumLosses {
  let rounds: { round: number; kind: QuorumLoss['kind'] }[] = []
  const short: QuorumLoss[] = []
  const halts: QuorumLoss[] = []
  return {
    short,
    halts,
    lost: (round, kind) => void (kind !== null && rounds.push({ round, kind })),
    committed: (height, openRound, round) => {
      const counted = rounds.filter((lost) => lost.round >= openRound && lost.round < round)
      rounds = []
      const [first] = counted
      const last = counted.at(-1)
      if (first === undefined || last === undefined) return
      const loss = {
        height,
        fromRound: first.round,
        rounds: last.round - first.round + 1,
        slots: counted.length,
        kind: last.kind,
      }
      if (round - openRound > mayBeAway(seats)) halts.push(loss)
      else short.push(loss)
    },
  }
}
