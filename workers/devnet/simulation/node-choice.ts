/** Which nodes a fault means, as its text says; who that is shows only when it begins. */
export type NodeChoice =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  /** Seats in proposer order, both ends included. */
  | { readonly kind: 'seats'; readonly from: number; readonly to: number }
  | { readonly kind: 'random'; readonly count: number }
  /** The candidate `place` below the last one with a seat, from 1. */
  | { readonly kind: 'spare'; readonly place: number }
  | { readonly kind: 'all' }

/** What a node may be called, for messages. */
export const NODE_FORMS = 'a name, an index, seat 3, seats 0-7, random, random 8, spare 1 or all'

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/

/** The choice that a fault's `node` means; null for a text of no such form. */
export function nodeChoice(node: string | number): NodeChoice | null {
  if (typeof node === 'number') return { kind: 'index', index: node }
  if (node === 'all') return { kind: 'all' }
  if (/^\d+$/.test(node)) return { kind: 'index', index: Number(node) }
  const counted = /^(seat|seats|random|spare)(?: (\d{1,4})(?:-(\d{1,4}))?)?$/.exec(node)
  if (counted === null) return NAME.test(node) ? { kind: 'name', name: node } : null
  const [, word, first, last] = counted
  if (word === 'random' && last === undefined) return positive('random', Number(first ?? 1))
  if (word === 'spare' && first !== undefined && last === undefined) return positive('spare', Number(first))
  const from = Number(first)
  if (word === 'seat' && first !== undefined && last === undefined) return { kind: 'seats', from, to: from }
  const rightWay = word === 'seats' && last !== undefined && Number(last) >= from
  return rightWay ? { kind: 'seats', from, to: Number(last) } : null
}

function positive(kind: 'random' | 'spare', count: number): NodeChoice | null {
  if (count < 1) return null
  return kind === 'random' ? { kind, count } : { kind, place: count }
}
