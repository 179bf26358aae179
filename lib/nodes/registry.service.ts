import { record } from '#lib/audit/audit.service.ts'
import { authorize } from '#lib/auth/authorize.ts'
import { may } from '#lib/auth/permissions.ts'
import { wallNow } from '#lib/clock.ts'
import type { AnySql, Sql } from '#lib/db/client.ts'
import type { Caller, Space } from '#lib/delegates/space.service.ts'
import { type Page, pageInMemory } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { listKeys, revokeKeys } from './node-keys.store.ts'
import { findNode, insertNode, listNodes, lockNodes, saveNode, saveNodeRemoved } from './registry.store.ts'
import { NODES_MAX, type NodeBody, type RegisteredNode, RegistryError } from './registry.ts'
import { noticesOf } from './registry-notices.ts'
import type { NodeView } from './registry-schema.ts'

/** A delegate's machines by name. */
export async function nodePage(
  sql: Sql,
  { actor }: Pick<Caller, 'actor'>,
  space: Space,
  page: PageQuery,
): Promise<Page<NodeView>> {
  authorize(actor, 'read_delegate_space', space.subject)
  const views = await nodeViews(sql, { actor }, space)
  return pageInMemory(views.toSorted(byName), 'nodes', sortKey, page)
}

/**
 * One machine of a delegate.
 * @throws {RegistryError} `node_not_found`.
 */
export async function nodeView(
  sql: Sql,
  { actor }: Pick<Caller, 'actor'>,
  space: Space,
  id: string,
): Promise<NodeView> {
  authorize(actor, 'read_delegate_space', { ...space.subject, nodeId: id })
  const view = (await nodeViews(sql, { actor }, space)).find((one) => one.id === id.toLowerCase())
  return view ?? noNode(id)
}

/**
 * Registers a machine.
 * @throws {RegistryError} `node_name_taken`, `too_many_nodes`.
 */
export async function registerNode(
  sql: Sql,
  { actor, origin }: Caller,
  { subject }: Space,
  body: NodeBody,
): Promise<RegisteredNode> {
  authorize(actor, 'change_nodes', subject)
  return await sql.begin(async (tx) => {
    await lockNodes(tx, subject)
    const others = await listNodes(tx, subject)
    if (others.length >= NODES_MAX)
      throw new RegistryError('too_many_nodes', `A delegate has ${NODES_MAX} machines at most.`)
    refuseTakenName(others, body.name)
    const node = await insertNode(tx, subject, body, new Date(wallNow()))
    const entry = { action: 'node_registered', subject: { kind: 'node', id: node.id }, after: body }
    await record(tx, actor, origin, { ...entry, ...subject })
    return node
  })
}

/**
 * Describes a machine anew.
 * @throws {RegistryError} `node_not_found`, `node_name_taken`.
 */
export async function changeNode(
  sql: Sql,
  { actor, origin }: Caller,
  { subject }: Space,
  id: string,
  body: NodeBody,
): Promise<RegisteredNode> {
  authorize(actor, 'change_nodes', { ...subject, nodeId: id })
  return await sql.begin(async (tx) => {
    await lockNodes(tx, subject)
    const before = await getNode(tx, subject, id)
    const others = (await listNodes(tx, subject)).filter((other) => other.id !== before.id)
    refuseTakenName(others, body.name)
    const node = await saveNode(tx, id, body)
    const entry = {
      action: 'node_changed',
      subject: { kind: 'node', id },
      before: bodyOf(before),
      after: body,
    }
    await record(tx, actor, origin, { ...entry, ...subject })
    return node
  })
}

/**
 * Takes a machine out of the registry. Its agents' keys and its tokens are worth nothing from then on.
 * @throws {RegistryError} `node_not_found`.
 */
export async function removeNode(
  sql: Sql,
  { actor, origin }: Caller,
  { subject }: Space,
  id: string,
): Promise<void> {
  authorize(actor, 'change_nodes', { ...subject, nodeId: id })
  await sql.begin(async (tx) => {
    await lockNodes(tx, subject)
    const before = await getNode(tx, subject, id)
    const now = new Date(wallNow())
    await saveNodeRemoved(tx, id, now)
    await revokeKeys(tx, id, now)
    const entry = { action: 'node_removed', subject: { kind: 'node', id }, before: bodyOf(before) }
    await record(tx, actor, origin, { ...entry, ...subject })
  })
}

/**
 * A delegate's machine as it is stored.
 * @throws {RegistryError} `node_not_found`, also for another delegate's, and for what is no id at all.
 */
export async function getNode(sql: AnySql, subject: Space['subject'], id: string): Promise<RegisteredNode> {
  const node = UUID.test(id) ? await findNode(sql, subject, id) : null
  return node ?? noNode(id)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function noNode(id: string): never {
  throw new RegistryError('node_not_found', `This delegate has no machine "${id.slice(0, 64)}".`)
}

async function nodeViews(
  sql: Sql,
  { actor }: Pick<Caller, 'actor'>,
  { subject, delegate }: Space,
): Promise<NodeView[]> {
  const nodes = await listNodes(sql, subject)
  const keys = await listKeys(
    sql,
    nodes.map(({ id }) => id),
  )
  return nodes.map((node) => ({
    id: node.id,
    name: node.name,
    kind: node.kind,
    operators: node.operators,
    addresses: may(actor, 'read_node_addresses', { ...subject, nodeId: node.id }) ? node.addresses : null,
    found: node.found,
    testedAt: node.testedAt?.toISOString() ?? null,
    notices: noticesOf(node, nodes, delegate.operator),
    keys: keys
      .filter(({ nodeId }) => nodeId === node.id)
      .map(({ publicKey, createdAt }) => {
        return { publicKey: Buffer.from(publicKey).toString('base64url'), since: createdAt.toISOString() }
      }),
    createdAt: node.createdAt.toISOString(),
  }))
}

function bodyOf({ name, kind, operators, addresses }: RegisteredNode): NodeBody {
  return { name, kind, operators, addresses }
}

function refuseTakenName(others: readonly RegisteredNode[], name: string): void {
  if (others.some((other) => other.name === name))
    throw new RegistryError('node_name_taken', `This delegate has a machine called "${name}" already.`)
}

/** A name comes once in a delegate; the id only makes it sure. */
function sortKey({ name, id }: NodeView): string {
  return `${name}\n${id}`
}

function byName(a: NodeView, b: NodeView): number {
  return sortKey(a) < sortKey(b) ? -1 : 1
}
