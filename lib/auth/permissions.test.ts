import { expect, test } from 'vitest'
import type { Actor } from './actor.ts'
import { may } from './permissions.ts'

const HERE = { networkId: 1, delegateId: 'io1a' }
const user = (over: Partial<Extract<Actor, { kind: 'user' }>> = {}): Actor => ({
  ...{ kind: 'user', userId: 'u', name: 'Ada', roles: [], sessionId: 's', memberships: [] },
  ...over,
})
const member = user({ memberships: [{ ...HERE, network: 'lab', level: 'member' }] })
const token = (over: Partial<Extract<Actor, { kind: 'token' }>> = {}): Actor => ({
  ...{ kind: 'token', tokenId: 't', userId: 'u', scopes: ['read'], ...HERE, nodeId: null },
  ...over,
})

test.each([
  { what: 'its own delegate', subject: HERE, allowed: true },
  { what: 'another delegate', subject: { ...HERE, delegateId: 'io1b' }, allowed: false },
  {
    what: 'a delegate of the same id in another network',
    subject: { ...HERE, networkId: 2 },
    allowed: false,
  },
  { what: 'nothing named', subject: {}, allowed: false },
])('a member may change the nodes of $what: $allowed', ({ subject, allowed }) => {
  expect(may(member, 'change_nodes', subject)).toBe(allowed)
})

test("an admin may approve a claim, and not change what is a delegate's own", () => {
  const admin = user({ roles: ['admin'] })
  expect(may(admin, 'approve_claim', HERE)).toBe(true)
  for (const permission of ['change_nodes', 'change_members', 'change_tokens', 'change_profile'] as const)
    expect(may(admin, permission, HERE)).toBe(false)
})

test.each([
  { what: 'its node', bound: 'n1', subject: { ...HERE, nodeId: 'n1' }, allowed: true },
  { what: 'another node', bound: 'n1', subject: { ...HERE, nodeId: 'n2' }, allowed: false },
  { what: 'no node', bound: 'n1', subject: HERE, allowed: false },
  {
    what: 'any node of its delegate when it is bound to none',
    bound: null,
    subject: { ...HERE, nodeId: 'n2' },
    allowed: true,
  },
  {
    what: 'a node elsewhere',
    bound: null,
    subject: { networkId: 1, delegateId: 'io1b', nodeId: 'n1' },
    allowed: false,
  },
])('a token may send heartbeats of $what: $allowed', ({ bound, subject, allowed }) => {
  const heart = token({ scopes: ['heartbeat:write'], nodeId: bound })
  expect(may(heart, 'send_heartbeat', subject)).toBe(allowed)
  expect(may(token({ nodeId: bound }), 'send_heartbeat', subject)).toBe(false)
})

test('no token does what its maker may do as a person', () => {
  for (const permission of ['change_own_account', 'claim_delegate', 'change_nodes', 'change_roles'] as const)
    expect(
      may(token({ scopes: ['read', 'heartbeat:write', 'metrics:write', 'rollout:turn'] }), permission, HERE),
    ).toBe(false)
})
