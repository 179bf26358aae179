import type { TokenView } from '#lib/auth/tokens.ts'
import type { NodeView } from '#lib/nodes/registry-schema.ts'
import type { NeedView } from './my-schema.ts'
import type { MemberView } from './people-schema.ts'

type Named = Pick<MemberView, 'network' | 'delegateId' | 'delegateName'>

/** A claim whose delegate has another owner on the chain now; `isOwn`: it is that of who reads this. */
export function needOfMember(member: MemberView, isOwn: boolean): NeedView[] {
  if (member.strangerAt === null) return []
  const { fallsAt, address, name } = member
  const [whose, who] = isOwn ? ['Your claim', 'you count'] : [`The claim of ${name}`, `${name} counts`]
  const detail =
    `${whose} rests on ${address}, which the chain does not name as owner of ${nameOf(member)} any more: ` +
    `from then on ${who} as viewer only. Claim it with the new owner's key.`
  return [{ kind: 'claim_marked', ...placeOf(member), about: member.userId, detail, due: fallsAt }]
}

/** What was noticed about a delegate's machines. */
export function needsOfNode(place: Named, node: NodeView): NeedView[] {
  return node.notices.filter(isAmiss).map(({ detail }) => {
    return {
      kind: 'node_notice',
      ...placeOf(place),
      about: node.id,
      detail: `${node.name}: ${detail}`,
      due: null,
    }
  })
}

/** A working token that ends soon; one that was replaced is meant to. */
export function needOfToken(token: TokenView, delegateName: string | null): NeedView[] {
  if (!token.expiresSoon) return []
  const { network, delegateId, name, prefix, expiresAt } = token
  const detail = `The token "${name}" (${prefix}…) expires: rotate it, then give the new one to whoever uses it.`
  return [
    { kind: 'token_expires', network, delegateId, delegateName, about: token.id, detail, due: expiresAt },
  ]
}

/** Soonest due first, then what has no date. */
export function inOrder(needs: readonly NeedView[]): NeedView[] {
  return needs.toSorted((a, b) => ((a.due ?? '~') < (b.due ?? '~') ? -1 : 1))
}

/** A standby of the same key is as it should be. */
function isAmiss({ code }: NodeView['notices'][number]): boolean {
  return code !== 'standby'
}

function placeOf({ network, delegateId, delegateName }: Named): Named {
  return { network, delegateId, delegateName }
}

function nameOf({ delegateName, delegateId }: Named): string {
  return delegateName ?? delegateId
}
