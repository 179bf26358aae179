import { describe, expect, test } from 'vitest'
import { candidatesAfterCut, type RankedCandidate } from '#lib/chain/candidates.ts'
import { type NextSet, nextSet } from '#lib/chain/next-set.ts'
import { probationList, type UnproductiveEpoch } from '#lib/chain/probation.ts'
import { type OpenEpoch, openEpoch, unproductiveIn } from '#lib/epochs/open-epoch.ts'
import type { BlockRow, Mode } from './chunk.ts'
import { readChunk } from './chunk.ts'
import { received } from './decode.ts'
import type { Tip } from './extend.ts'
import { blocksOf, type Recording, readRecording, unranked } from './testing.ts'

type Derived = {
  readonly open: OpenEpoch
  readonly missed: { height: number; round: number; operator: string; kind: string; cause: string }[]
  readonly rows: readonly BlockRow[]
  /** The forecast of the next set, from blocks up to this epoch's end. */
  readonly forecast: NextSet | null
  readonly probation: ReadonlyMap<string, number>
}

/** Follows a whole recording from epoch 1's list on; nothing else of the nodes' answers is used. */
function derive(recording: Recording, mode: Mode): Derived[] {
  const { params, checked } = recording
  const history: UnproductiveEpoch[] = []
  let list: RankedCandidate[] = unranked(recording.list(1))
  let tip: Tip | null = null
  return checked.map(({ epoch, complete }) => {
    const open = openEpoch(params, epoch, list, null)
    const result = readChunk(params, open, tip, blocksOf(recording, epoch).map(received), mode)
    if (result.kind !== 'verified') throw new Error(JSON.stringify(result))
    tip = result.tip
    const missed = result.missed.map(({ height, round, seat, kind, cause }) => {
      return { height, round, operator: open.seats[seat] ?? '', kind, cause }
    })
    const probation = probationList(params, epoch, history)
    const forecast = complete ? forecastFrom(recording, open, history) : null
    if (complete) history.push(unproductiveIn(params, open))
    const polled = open.pollResult?.candidates ?? []
    list = candidatesAfterCut(params, epoch + 1, polled, probationList(params, epoch + 1, history))
    return { open, missed, rows: result.rows, forecast, probation }
  })
}

function forecastFrom(
  { params }: Recording,
  open: OpenEpoch,
  unproductive: readonly UnproductiveEpoch[],
): NextSet {
  const seats = open.seats.map((operator, seat) => {
    const identity = open.list.find((one) => one.operator === operator)?.identity ?? ''
    return { operator, identity, producedBlocks: open.counts[seat]?.produced ?? 0 }
  })
  const facts = {
    epoch: open.epoch,
    tipHeight: open.endHeight,
    seats,
    unproductive,
    knownFromEpoch: 1,
    onProbation: [],
  }
  return nextSet(params, facts, open.pollResult?.candidates ?? null, [])
}

describe.each([
  { name: 'a', mode: 'every', missed: 213, delegates: 34, forecasts: 9, endorsements: 2640 },
  { name: 'a', mode: 'needed', missed: 213, delegates: 34, forecasts: 9, endorsements: null },
  { name: 's', mode: 'every', missed: 160, delegates: 120, forecasts: 11, endorsements: 991 * 17 },
  { name: 's', mode: 'needed', missed: 160, delegates: 120, forecasts: 11, endorsements: null },
] as const)('recording $name, $mode', ({ name, mode, missed, delegates, forecasts, endorsements }) => {
  const recording = readRecording(name)
  const derived = derive(recording, mode)

  test('every epoch equals what an independent reader found', () => {
    for (const [index, epoch] of recording.checked.entries()) {
      const { open, missed: slots } = derived[index] as Derived
      expect(open.seats).toEqual(epoch.seats)
      expect(Object.fromEntries(open.seats.map((one, seat) => [one, open.counts[seat]?.produced]))).toEqual(
        epoch.produced,
      )
      expect(slots).toEqual(epoch.missed)
      expect(open.lateCommits).toBe(epoch.lateCommits)
      const blamed = slots.filter(({ cause }) => cause === 'delegate')
      expect(open.lostRounds - open.networkLostRounds).toBe(blamed.length)
      expect(open.counts.map(({ missedPrimary }) => missedPrimary)).toEqual(
        open.seats.map(
          (one) => blamed.filter(({ operator, kind }) => operator === one && kind === 'primary').length,
        ),
      )
      if (epoch.complete) {
        expect(unproductiveIn(recording.params, open).keys.toSorted()).toEqual(epoch.unproductive.toSorted())
      }
    }
  })

  test('as many slots were missed as known, and as many of them by delegates', () => {
    const all = derived.flatMap((epoch) => epoch.missed)
    expect(all).toHaveLength(missed)
    expect(all.filter(({ cause }) => cause === 'delegate')).toHaveLength(delegates)
  })

  test('every forecast came true: seats, order, votes after the cut, probation', () => {
    const made = derived.flatMap(({ forecast }) => (forecast === null ? [] : [forecast]))
    expect(made).toHaveLength(forecasts)
    for (const { epoch, seats, candidates, certain } of made) {
      expect(certain).toBe(true)
      expect(seats).toEqual(recording.seats(epoch))
      const theirs = recording.list(epoch).map(({ operator, votes }) => [operator, votes])
      expect(candidates.map(({ operator, votes }) => [operator, votes])).toEqual(theirs)
      const listed = derived.find(({ open }) => open.epoch === epoch)
      if (listed) expect(listed.probation).toEqual(recording.probation(epoch))
    }
  })

  test('every endorsement that is stored was checked', () => {
    const proven = derived.flatMap(({ rows }) => rows).map((row) => row.endorsers?.length ?? 0)
    if (endorsements !== null) expect(proven.reduce((sum, count) => sum + count, 0)).toBe(endorsements)
    expect(proven.filter((count) => count > 0).length).toBeGreaterThanOrEqual(recording.checked.length)
  })
})
