import { randomUUID } from 'node:crypto'
import type { Actor, RequestOrigin } from '#lib/auth/actor.ts'
import { authorize } from '#lib/auth/authorize.ts'
import { PERMISSIONS, type Permission, type Subject } from '#lib/auth/permissions.ts'
import { countAgainst } from '#lib/auth/rate-limit.service.ts'
import { database, type Sql } from '#lib/db/client.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { methodOf, type RouteKey } from './api-table.ts'
import { actorOf, bearerOf } from './caller.ts'
import { originOf } from './origin.ts'
import { ownOrigin } from './own-origin.ts'
import { problemAnswer } from './problem.ts'
import { refuseCrossSite } from './same-site.ts'

/** Who asks, from where, and about what; nobody is looked up where anybody may read. */
export type Caller = { readonly actor: Actor; readonly origin: RequestOrigin; readonly subject: Subject }

type PathValues = Record<string, string>
type Handler<P extends PathValues> = (request: Request, path: P, caller: Caller) => Promise<Response>
type NextHandler<P extends PathValues> = (
  request: Request,
  // Next.js gives none for a path without values.
  context: { params: Promise<P | undefined> },
) => Promise<Response>

/**
 * A route handler as Next.js calls it. Before the handler reads anything: another site's writes are refused, whoever asks
 * is asked for the permission that the API's table names, and counted. What is thrown becomes a problem; every answer
 * carries a request id. A null key is what stands in no table: anybody is told that it does not exist.
 */
export function route<P extends PathValues = Record<never, string>>(
  key: RouteKey | null,
  handler: Handler<P>,
): NextHandler<P> {
  return async (request, context) => {
    const requestId = randomUUID()
    try {
      const path = (await context.params) ?? ({} as P)
      const answer = await handler(request, path, await letIn(key, request, path, requestId))
      answer.headers.set('x-request-id', requestId)
      return answer
    } catch (error) {
      return problemAnswer(error, requestId)
    }
  }
}

/** A JSON answer. Every view changes with the chain's tip, so nobody between us and the caller may keep it. */
export function json(view: unknown, status = 200): Response {
  return Response.json(view, { status, headers: { 'cache-control': 'no-store' } })
}

async function letIn(
  key: RouteKey | null,
  request: Request,
  path: PathValues,
  requestId: string,
): Promise<Caller> {
  const origin = originOf(request.headers, requestId)
  const isBearer = bearerOf(request.headers) !== null
  const method = key === null ? null : methodOf(key)
  if (method === null || (method.permission === 'read_public' && !isBearer))
    return { actor: { kind: 'nobody' }, origin, subject: {} }
  if (!isBearer) refuseCrossSite(request, ownOrigin(request.headers))
  const sql = database()
  const actor = await actorOf(sql, request.headers)
  // Nobody is told apart what exists from what does not.
  if (actor.kind === 'nobody') authorize(actor, method.permission)
  const subject = await subjectOf(sql, method.permission, path)
  authorize(actor, method.permission, subject)
  if (method.rate !== undefined) await countAgainst(sql, method.rate, actor, origin)
  return { actor, origin, subject }
}

async function subjectOf(sql: Sql, permission: Permission, path: PathValues): Promise<Subject> {
  if ('anyone' in PERMISSIONS[permission]) return {}
  const { network, delegate, node } = path
  const about = node === undefined ? {} : { nodeId: node }
  if (network === undefined) return about
  if (delegate === undefined) return { ...about, networkId: (await getNetwork(sql, network)).key }
  return { ...about, ...(await getSpace(sql, network, delegate)).subject }
}
