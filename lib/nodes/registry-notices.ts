import type { RegisteredNode } from './registry.ts'

export const NOTICE_CODES = [
  'two_active',
  'standby',
  'other_key',
  'not_its_operator',
  'other_network',
] as const

/** Something about a machine that its people should know; `standby` is as it should be, the others are not. */
export type Notice = { readonly code: (typeof NOTICE_CODES)[number]; readonly detail: string }

type Noticed = Pick<RegisteredNode, 'id' | 'name' | 'kind' | 'operators' | 'found'>

/**
 * What is to be noticed of one machine among all of its delegate's (itself may be among them). Two active machines with
 * one key sign against each other: each is told of the other. `operator` is the delegate's present one on chain.
 */
export function noticesOf(node: Noticed, all: readonly Noticed[], operator: string | null): Notice[] {
  const twins = all.flatMap((other) => {
    const shared = keysOf(other).find((key) => keysOf(node).includes(key))
    return other.id === node.id || shared === undefined ? [] : [{ other, shared }]
  })
  return [
    ...twins.flatMap(({ other, shared }) => twinNotice(node, other, shared)),
    ...otherKeys(node),
    ...node.operators
      .filter((key) => operator !== null && key !== operator)
      .map((key): Notice => {
        return { code: 'not_its_operator', detail: `${key} is not the delegate's operator on chain now.` }
      }),
    ...(node.found?.network === 'other'
      ? [{ code: 'other_network' as const, detail: 'What answers there is of another network.' }]
      : []),
  ]
}

/** The keys that lie on it: those it is registered with, and those it says it signs with. */
function keysOf({ operators, found }: Noticed): string[] {
  return [...operators, ...(found?.operators ?? [])]
}

function twinNotice(node: Noticed, other: Noticed, key: string): Notice[] {
  const kinds = `${node.kind} ${other.kind}`
  if (kinds === 'active active') {
    const detail = `"${other.name}" is active with the same key, ${key}: two that sign with one key harm the delegate. Make one of them a standby.`
    return [{ code: 'two_active', detail }]
  }
  if (kinds === 'standby active') return [{ code: 'standby', detail: `Stands by for "${other.name}".` }]
  if (kinds === 'active standby') return [{ code: 'standby', detail: `"${other.name}" stands by for it.` }]
  return []
}

/** Keys it signs with that it was not registered with. */
function otherKeys({ operators, found }: Noticed): Notice[] {
  return (found?.operators ?? [])
    .filter((key) => !operators.includes(key))
    .map((key) => ({
      code: 'other_key',
      detail: `It says that it signs with ${key}, which is not registered for it.`,
    }))
}
