import { expect, test } from 'vitest'
import type { NodeFindings, NodeKind } from './registry.ts'
import { noticesOf } from './registry-notices.ts'

const A = `io1${'a'.repeat(38)}`
const B = `io1${'b'.repeat(38)}`
const found = (more: Partial<NodeFindings>): NodeFindings => ({
  ...{ network: 'same', height: 1, version: null, ready: null, operators: null, addresses: {} },
  ...more,
})
const node = (id: string, kind: NodeKind, operators: string[], said: NodeFindings | null = null) => ({
  ...{ id, name: id, kind, operators, found: said },
})

test.each([
  { what: 'two active with one key', other: node('two', 'active', [A]), codes: ['two_active'] },
  { what: 'a standby of its key', other: node('two', 'standby', [A]), codes: ['standby'] },
  { what: 'an archive that has the key too', other: node('two', 'archive', [A]), codes: [] },
  { what: 'an active one with another key', other: node('two', 'active', [B]), codes: [] },
  {
    what: 'an active one that says it signs with the key',
    other: node('two', 'active', [], found({ operators: [A] })),
    codes: ['two_active'],
  },
])('an active machine beside $what: $codes', ({ other, codes }) => {
  const one = node('one', 'active', [A])
  expect(noticesOf(one, [one, other], A).map(({ code }) => code)).toEqual(codes)
  if (codes.length > 0) expect(noticesOf(other, [one, other], A).map(({ code }) => code)).toContain(codes[0])
})

test.each([
  ['alone, as registered', node('one', 'active', [A], found({ operators: [A] })), A, []],
  [
    'signs with a key that is not registered',
    node('one', 'active', [A], found({ operators: [B] })),
    A,
    ['other_key'],
  ],
  ['is registered with another operator', node('one', 'active', [B]), A, ['not_its_operator']],
  ['of a delegate whose operator is not known', node('one', 'active', [B]), null, []],
  ['of another network', node('one', 'gateway', [], found({ network: 'other' })), A, ['other_network']],
  ['whose network is not known', node('one', 'gateway', [], found({ network: 'unknown' })), A, []],
] as const)('a machine %s: %j', (_what, one, operator, codes) => {
  expect(noticesOf(one, [one], operator).map(({ code }) => code)).toEqual(codes)
})
