import { mayBeAway } from '#lib/chain/quorum.ts'

/** So many, or as many seats as may be away and `limit` more. */
export type Count = number | { readonly limit: number }

/** Which nodes a fault means, as its text says; who that is shows only when it begins. */
export type NodeChoice =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  /** Seats in proposer order, both ends included. */
  | { readonly kind: 'seats'; readonly from: number; readonly to: number }
  | { readonly kind: 'random'; readonly count: Count }
  /** The candidate `place` below the last one with a seat, from 1. */
  | { readonly kind: 'spare'; readonly place: number }
  /** Who runs that version; of those a share, drawn at random. */
  | { readonly kind: 'version'; readonly version: string; readonly percent: number }
  | { readonly kind: 'all' }

/** What a node may be called, for messages. */
export const NODE_FORMS =
  'a name, an index, seat 3, seats 0-7, random, random 8, random limit+1, spare 1, version v2.4.4, version v2.4.4 20% or all'

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/

/** The choice that a fault's `node` means; null for a text of no such form. */
export function nodeChoice(node: string | number): NodeChoice | null {
  if (typeof node === 'number') return { kind: 'index', index: node }
  if (node === 'all') return { kind: 'all' }
  if (/^\d+$/.test(node)) return { kind: 'index', index: Number(node) }
  if (node === 'random') return { kind: 'random', count: 1 }
  return (
    versionChoice(node) ??
    countedChoice(node) ??
    limitChoice(node) ??
    (NAME.test(node) && !/^(seat|seats|spare|version)$/.test(node) ? { kind: 'name', name: node } : null)
  )
}

function versionChoice(node: string): NodeChoice | null {
  const [, version, percent = '100'] = /^version (v[\w.-]{1,40})(?: (\d{1,3})%)?$/.exec(node) ?? []
  if (version === undefined || Number(percent) < 1 || Number(percent) > 100) return null
  return { kind: 'version', version, percent: Number(percent) }
}

function countedChoice(node: string): NodeChoice | null {
  const [, word, first = '', last] = /^(seat|seats|random|spare) (\d{1,4})(?:-(\d{1,4}))?$/.exec(node) ?? []
  const from = Number(first)
  if (word === 'seats') {
    return last !== undefined && Number(last) >= from ? { kind: 'seats', from, to: Number(last) } : null
  }
  if (word === undefined || last !== undefined) return null
  if (word === 'seat') return { kind: 'seats', from, to: from }
  if (from < 1) return null
  return word === 'random' ? { kind: 'random', count: from } : { kind: 'spare', place: from }
}

function limitChoice(node: string): NodeChoice | null {
  const found = /^random limit([+-]\d{1,3})?$/.exec(node)
  return found && { kind: 'random', count: { limit: Number(found[1] ?? 0) } }
}

/** How many of the seats a count means. */
export function countOf(count: Count, seats: number): number {
  return typeof count === 'number' ? count : Math.max(1, mayBeAway(seats) + count.limit)
}
