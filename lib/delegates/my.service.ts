import { authorize } from '#lib/auth/authorize.ts'
import { ownTokens } from '#lib/auth/tokens.service.ts'
import type { TokenView } from '#lib/auth/tokens.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { nodePage } from '#lib/nodes/registry.service.ts'
import type { NodeView } from '#lib/nodes/registry-schema.ts'
import { memberViewOf } from './member-view.ts'
import { listMembers, listMembershipsOf, type NamedMembership } from './members.store.ts'
import type { MyView, NeedView } from './my-schema.ts'
import { inOrder, needOfMember, needOfToken, needsOfNode } from './needs.ts'
import { type Caller, findSpace, personOf } from './space.service.ts'

/** As many as a delegate may have. */
const ALL = 200

/** What needs whoever asks: where they may act, the machines there, claims that do not hold, tokens that end soon. */
export async function myView(sql: Sql, caller: Pick<Caller, 'actor'>): Promise<MyView> {
  authorize(caller.actor, 'read_own_account')
  const { userId } = personOf(caller.actor)
  const memberships = await listMembershipsOf(sql, userId)
  const delegates = await Promise.all(
    memberships.map(async (held) => ({
      ...memberViewOf(held, wallNow()),
      nodes: await nodesOf(sql, caller, held),
      others: await otherMembers(sql, held),
    })),
  )
  const needs: NeedView[] = delegates.flatMap((mine) => [
    ...needOfMember(mine, true),
    ...mine.others.flatMap((other) => needOfMember(memberViewOf(other, wallNow()), false)),
    ...mine.nodes.flatMap((node) => needsOfNode(mine, node)),
  ])
  for (const token of await tokensOf(sql, caller)) {
    const place = memberships.find(({ delegateId, network }) => {
      return delegateId === token.delegateId && network === token.network
    })
    needs.push(...needOfToken(token, place?.delegateName ?? null))
  }
  return { delegates: delegates.map(({ others, ...mine }) => mine), needs: inOrder(needs) }
}

/** Who manages a delegate hears of the others' claims too. */
async function otherMembers(sql: Sql, held: NamedMembership): Promise<NamedMembership[]> {
  if (memberViewOf(held, wallNow()).level !== 'manager') return []
  const members = await listMembers(sql, held.networkId, held.delegateId)
  return members.filter(({ userId }) => userId !== held.userId)
}

/** None for a delegate that the chain does not register any more. */
async function nodesOf(
  sql: Sql,
  caller: Pick<Caller, 'actor'>,
  { network, delegateId }: NamedMembership,
): Promise<NodeView[]> {
  const space = await findSpace(sql, await getNetwork(sql, network), delegateId)
  return space === null ? [] : (await nodePage(sql, caller, space, { limit: ALL, cursor: null })).items
}

async function tokensOf(sql: Sql, caller: Pick<Caller, 'actor'>): Promise<TokenView[]> {
  const all: TokenView[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof ownTokens>> = await ownTokens(sql, caller, { limit: ALL, cursor })
    all.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return all
}
