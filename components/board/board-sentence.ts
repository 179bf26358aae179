import { age, counted, duration, grouped, utc } from '#components/ui/format.ts'
import type { BoardView } from '#lib/board/schema.ts'
import { HALT_KIND } from './halt-words.ts'

/** "block 35 of 48 of epoch 4". */
export function placeInEpoch({ epoch, network }: BoardView): string {
  if (epoch === null || network.tip === null) return 'no epoch yet'
  const at = network.tip.height - epoch.startHeight + 1
  return `block ${grouped(at)} of ${grouped(epoch.endHeight - epoch.startHeight + 1)} of epoch ${grouped(epoch.epoch)}`
}

function presenceWords({ seats, margin }: BoardView): string {
  if (seats.length === 0) return 'The seats are not known yet.'
  const { away, unknown, left, mayBeAway } = margin
  const rest = left === 0 ? 'none more may be before it stops' : `${left} more may be before it stops`
  const unseen = `${unknown} ${unknown === 1 ? 'is' : 'are'} not seen`
  if (away + unknown === 0) return `No seat is away; ${mayBeAway} may be away before it stops.`
  if (away === 0) return `No seat is known to be away, ${unseen}; ${rest}.`
  const gone = `${away} of ${seats.length} seats ${away === 1 ? 'is' : 'are'} away`
  return unknown === 0 ? `${gone}; ${rest}.` : `${gone}, ${unseen}; ${rest}.`
}

function wereAway({ seats, margin: { away } }: BoardView): string {
  return away === 0
    ? 'no seat was away'
    : `${away} of ${seats.length} seats ${away === 1 ? 'was' : 'were'} away`
}

function stalledWords({ network, halt, lostRounds }: BoardView, nowMs: number): string {
  const sinceMs = Date.parse(halt?.since ?? network.stateSince)
  const why = halt === null ? `${counted(lostRounds, 'round')} lost` : HALT_KIND[halt.kind].clause
  return `The chain stands still for ${duration(nowMs - sinceMs)}: ${why}.`
}

function syncingWords({ network }: BoardView): string {
  const { verifiedTo, claimedTip, followedFrom, backfill } = network
  const until = claimedTip ?? backfill?.untilHeight ?? null
  if (verifiedTo === null || until === null || followedFrom === null)
    return 'Catching up: no block is verified yet.'
  const done = verifiedTo - followedFrom + 1
  const all = Math.max(done, until - followedFrom + 1)
  const percent = Math.floor((done * 100) / all)
  const rate = backfill?.perSecond ?? null
  const pace =
    rate === null || rate <= 0
      ? ''
      : `, ${grouped(Math.round(rate))} blocks/s, about ${duration(((all - done) / rate) * 1000)} left`
  return `Catching up: ${grouped(done)} of ${grouped(all)} blocks are verified (${percent} %)${pace}.`
}

function unreachableWords({ network }: BoardView, nowMs: number): string {
  const since = Date.parse(network.stateSince)
  const last =
    network.tip === null ? 'no block is known' : `the last verified block is ${grouped(network.tip.height)}`
  return `No endpoint has answered since ${utc(since)} (${age(since, nowMs)}); ${last}.`
}

/** The board's first line: is the chain healthy, and who is away? `nowMs` is network time. */
export function boardSentence(board: BoardView, nowMs: number): string {
  const { network, lostRounds } = board
  const tip = network.tip === null ? 'none' : grouped(network.tip.height)
  const away = presenceWords(board)
  switch (network.state) {
    case 'live':
      return `The chain is moving. ${away}`
    case 'slow':
      return lostRounds === 0
        ? `The chain is slow: rounds are being lost after block ${tip}. ${away}`
        : `The chain is slow: ${counted(lostRounds, 'round')} lost after block ${tip}. ${away}`
    case 'stalled':
      return stalledWords(board, nowMs)
    case 'syncing':
      return syncingWords(board)
    case 'ended':
      return `The replay has ended. Its last block is ${tip}, ${placeInEpoch(board)}; ${wereAway(board)}.`
    case 'stopped': {
      const { stop } = network
      if (stop === null) return `Counting stopped after block ${tip}.`
      return `Counting stopped in epoch ${grouped(stop.epoch)}: block ${grouped(stop.height)} breaks the rules (${stop.detail}). Numbers before it hold.`
    }
    case 'no_trusted_endpoint':
      return `Every endpoint that answers was caught giving false blocks. Shown is what was verified, up to block ${tip}.`
    case 'unreachable':
      return unreachableWords(board, nowMs)
  }
}
