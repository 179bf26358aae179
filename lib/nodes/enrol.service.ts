import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { record } from '#lib/audit/audit.service.ts'
import { authorize } from '#lib/auth/authorize.ts'
import { issueSecret, openSecrets, revokeSecret, useSecret } from '#lib/auth/one-time-secret.service.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { type Caller, personOf, type Space } from '#lib/delegates/space.service.ts'
import { insertKey, revokeKeys } from './node-keys.store.ts'
import { getNode } from './registry.service.ts'
import { findNodeLocked, lockNodes } from './registry.store.ts'
import { RegistryError } from './registry.ts'
import type { EnrolBody, EnrolledView, EnrolmentView } from './registry-schema.ts'

/** Long enough to walk over to a machine and install an agent. */
const CODE_LASTS_SECONDS = 3600

const Enrolment = z.object({
  networkId: z.int(),
  network: z.string(),
  delegateId: z.string(),
  nodeId: z.string(),
})

/**
 * A code with which one agent of a machine may enrol, once. One that was issued before and not used is taken back.
 * @throws {RegistryError} `node_not_found`.
 */
export async function issueEnrolment(
  sql: Sql,
  { actor, origin }: Caller,
  { network, subject }: Space,
  id: string,
): Promise<EnrolmentView> {
  authorize(actor, 'issue_enrolment', { ...subject, nodeId: id })
  const { userId } = personOf(actor)
  return await sql.begin(async (tx) => {
    await lockNodes(tx, subject)
    const node = await getNode(tx, subject, id)
    for (const old of await openSecrets(tx, 'enrol', { nodeId: node.id }))
      await revokeSecret(tx, 'enrol', old.id, { nodeId: node.id })
    const { secret, expiresAt } = await issueSecret(tx, {
      purpose: 'enrol',
      subject: { ...subject, network: network.slug, nodeId: node.id },
      ttlSeconds: CODE_LASTS_SECONDS,
      createdBy: userId,
    })
    const entry = { action: 'enrolment_issued', subject: { kind: 'node', id: node.id }, ...subject }
    await record(tx, actor, origin, { ...entry, after: { expiresAt: expiresAt.toISOString() } })
    return { code: secret, expiresAt: expiresAt.toISOString() }
  })
}

/**
 * Takes an agent's public key for the machine that its code was issued for; a key it had before is given up.
 * @throws {AuthError} `secret_unknown`, `secret_used`, `secret_expired`, `secret_revoked`.
 * @throws {RegistryError} `node_not_found` when the machine was removed; `bad_public_key`; `key_known` for one that the
 * machine had before.
 */
export async function enrolAgent(
  sql: Sql,
  { actor, origin }: Caller,
  { code, publicKey }: EnrolBody,
): Promise<EnrolledView> {
  authorize(actor, 'enrol_node')
  const bytes = ed25519Key(publicKey)
  return await sql.begin(async (tx) => {
    const { nodeId, network, networkId, delegateId } = Enrolment.parse(
      await useSecret(tx, 'enrol', code, null),
    )
    const node = await findNodeLocked(tx, { networkId, delegateId }, nodeId)
    if (node === null)
      throw new RegistryError('node_not_found', 'The machine that this code was for is registered no more.')
    const now = new Date(wallNow())
    const givenUp = await revokeKeys(tx, nodeId, now)
    if (!(await insertKey(tx, nodeId, bytes, now)))
      throw new RegistryError('key_known', 'This machine had that key before: make a new one.')
    const entry = { action: 'agent_enrolled', subject: { kind: 'node', id: nodeId }, networkId, delegateId }
    await record(tx, actor, origin, { ...entry, before: { keys: givenUp }, after: { publicKey } })
    return { nodeId, name: node.name, network, delegateId, publicKey }
  })
}

/**
 * Gives up the keys of a machine's agents.
 * @throws {RegistryError} `node_not_found`.
 */
export async function revokeAgentKeys(
  sql: Sql,
  { actor, origin }: Caller,
  { subject }: Space,
  id: string,
): Promise<void> {
  authorize(actor, 'issue_enrolment', { ...subject, nodeId: id })
  await sql.begin(async (tx) => {
    await lockNodes(tx, subject)
    const node = await getNode(tx, subject, id)
    const keys = await revokeKeys(tx, node.id, new Date(wallNow()))
    const entry = { action: 'agent_keys_revoked', subject: { kind: 'node', id: node.id }, ...subject }
    await record(tx, actor, origin, { ...entry, before: { keys }, after: { keys: 0 } })
  })
}

function ed25519Key(publicKey: string): Uint8Array {
  const bytes = Buffer.from(publicKey, 'base64url')
  try {
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  } catch (error) {
    throw new RegistryError('bad_public_key', 'This is no Ed25519 public key.', { cause: error })
  }
  // A point of small order: one signature would fit every message. The sign bit makes no difference to that.
  const unsigned = Buffer.from(bytes)
  unsigned[31] = (unsigned[31] ?? 0) & 0x7f
  if (SMALL_ORDER.has(unsigned.toString('hex')))
    throw new RegistryError('bad_public_key', 'This key would let anybody sign.')
  return bytes
}

/** All encodings of the eight points of small order. Source: libsodium, ed25519_ref10.c, ge25519_has_small_order. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])
