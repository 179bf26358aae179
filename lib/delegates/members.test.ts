import { expect, test } from 'vitest'
import { isBetter, levelNow, type Membership, provenBy, withLevel } from './members.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const HOUR = 3_600_000
const held: Membership = {
  networkId: 1,
  delegateId: 'io1id',
  userId: 'u',
  level: 'manager',
  proof: 'owner_key',
  address: 'io1owner',
  strangerAt: null,
}

test.each([
  { hours: 0, level: 'manager' },
  { hours: 23.999, level: 'manager' },
  { hours: 24, level: 'viewer' },
  { hours: 99, level: 'viewer' },
])('$hours h after its owner changed on the chain a manager counts as $level', ({ hours, level }) => {
  expect(levelNow({ level: 'manager', strangerAt: new Date(NOW - hours * HOUR) }, NOW)).toBe(level)
})

test('a claim whose owner is still the same keeps its level for ever', () => {
  expect(levelNow({ level: 'manager', strangerAt: null }, NOW)).toBe('manager')
})

test.each([
  { by: 'io1owner', proves: { level: 'manager', proof: 'owner_key', address: 'io1owner' } },
  { by: 'io1operator', proves: { level: 'member', proof: 'operator_key', address: 'io1operator' } },
  { by: 'io1third', proves: null },
])('a signature by $by proves $proves', ({ by, proves }) => {
  expect(provenBy(by, { owner: 'io1owner', operator: 'io1operator' })).toEqual(proves)
})

test('one key that is owner and operator proves the owner', () => {
  expect(provenBy('io1a', { owner: 'io1a', operator: 'io1a' })?.level).toBe('manager')
})

test('an operator without a registration has no owner to prove', () => {
  expect(provenBy('io1a', { owner: null, operator: 'io1b' })).toBeNull()
})

const invite = { level: 'member', proof: 'invite', address: null } as const
const byOperator = { level: 'member', proof: 'operator_key', address: 'io1operator' } as const
const byOwner = { level: 'manager', proof: 'owner_key', address: 'io1new' } as const
const stranger = (hours: number): Membership => ({ ...held, strangerAt: new Date(NOW - hours * HOUR) })

test.each([
  { what: 'nothing held', grant: invite, has: null, better: true },
  { what: 'an invite to less', grant: invite, has: held, better: false },
  { what: 'an operator key of a manager', grant: byOperator, has: held, better: false },
  {
    what: 'an owner key of a member',
    grant: byOwner,
    has: { ...held, level: 'member' as const },
    better: true,
  },
  {
    what: 'a key for what was invited',
    grant: byOwner,
    has: { ...held, proof: 'invite' as const },
    better: true,
  },
  {
    what: 'an invite for what a key proved',
    grant: invite,
    has: { ...held, level: 'member' as const },
    better: false,
  },
  { what: 'the new owner key of a stranger', grant: byOwner, has: stranger(1), better: true },
  { what: 'an operator key within the grace', grant: byOperator, has: stranger(1), better: false },
  { what: 'an operator key after it', grant: byOperator, has: stranger(24), better: true },
  { what: 'an invite after it', grant: invite, has: stranger(24), better: true },
])('$what: taken over: $better', ({ grant, has, better }) => {
  expect(isBetter(grant, has, NOW)).toBe(better)
})

test.each([
  { what: 'demoted', has: held, level: 'viewer' as const, becomes: { level: 'viewer', proof: 'owner_key' } },
  {
    what: 'raised again',
    has: { ...held, level: 'viewer' as const },
    level: 'manager' as const,
    becomes: { proof: 'owner_key' },
  },
  {
    what: 'raised above what the operator key proves',
    has: { ...held, level: 'member' as const, proof: 'operator_key' as const },
    level: 'manager' as const,
    becomes: { level: 'manager', proof: 'invite', address: null },
  },
  { what: 'in its grace', has: stranger(1), level: 'manager' as const, becomes: { proof: 'owner_key' } },
  {
    what: 'fallen, vouched for',
    has: stranger(25),
    level: 'member' as const,
    becomes: { level: 'member', proof: 'invite', strangerAt: null },
  },
])('$what: set to $level it is $becomes', ({ has, level, becomes }) => {
  expect(withLevel(has, level, NOW)).toMatchObject(becomes)
})
