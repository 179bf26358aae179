'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { z } from 'zod'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Confirm } from '#components/ui/confirm.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { shortened } from '#components/ui/format.ts'
import type { Shape } from '#components/ui/glyph.tsx'
import { WallAge } from '#components/ui/instant.tsx'
import rows from '#components/ui/rows.module.css'
import { SecretOnce } from '#components/ui/secret-once.tsx'
import { StateMark, type Tone } from '#components/ui/state-mark.tsx'
import type { NodeChoice } from './new-token.tsx'
import { type TokenPlace, tokensQueryOptions } from './queries.ts'
import { MadeToken, type ShownToken } from './schema.ts'

type Props = {
  readonly place: TokenPlace
  readonly token: ShownToken
  readonly nodes: readonly NodeChoice[]
  readonly mayChange: boolean
}

const LOOKS: Readonly<Record<ShownToken['state'], { shape: Shape; tone: Tone; word: string }>> = {
  active: { shape: 'up', tone: 'good', word: 'works' },
  replaced: { shape: 'behind', tone: 'warn', word: 'replaced, still works' },
  expired: { shape: 'late', tone: 'quiet', word: 'expired' },
  revoked: { shape: 'down', tone: 'quiet', word: 'revoked' },
}

/** One token: what it may do, until when, and how to change or end it. */
export function TokenRow(props: Props) {
  const { token, nodes, mayChange, place } = props
  const {
    prefix,
    name,
    scopes,
    nodeId,
    network,
    delegateId,
    state,
    expiresSoon,
    createdBy,
    createdAt,
    expiresAt,
    lastUsedAt,
  } = token
  const node = nodeId === null ? null : (nodes.find(({ id }) => id === nodeId)?.name ?? 'one machine')
  const works = state === 'active' || state === 'replaced'
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <b>{name}</b> <StateMark {...LOOKS[state]} />{' '}
        {expiresSoon && <StateMark shape="alert" tone="warn" word="ends soon: rotate it" />}
        <div className={rows.dim}>
          <code>rcl_{prefix}_…</code> may {scopes.join(', ')}
          {node !== null && ` for ${node}`}
          {place === null && delegateId !== null && <OfDelegate network={network} delegateId={delegateId} />},
          made by {createdBy.name}, <WallAge at={createdAt} />, {works ? 'ends' : 'ended at the latest'}{' '}
          <WallAge at={expiresAt} />, last used {lastUsedAt === null ? 'never' : <WallAge at={lastUsedAt} />}
        </div>
      </div>
      {mayChange && works && <Deeds {...props} />}
    </li>
  )
}

function OfDelegate({ network, delegateId }: { network: string | null; delegateId: string }) {
  return (
    <>
      {' '}
      of{' '}
      <Anchor component={Link} href={`/n/${network}/delegates/${delegateId}/tokens`} title={delegateId}>
        {shortened(delegateId)}
      </Anchor>
    </>
  )
}

function Deeds({ place, token }: Props) {
  const path = `/tokens/${token.id}`
  const stale = [tokensQueryOptions(place).queryKey, ['my']]
  const rotate = useDeed(() => sendJson('POST', `${path}/rotate`, undefined, MadeToken), stale)
  const revoke = useDeed(() => sendJson('DELETE', path, undefined, z.unknown()), stale)
  return (
    <div className={rows.deeds}>
      {token.state === 'active' && (
        <Confirm
          label="Rotate"
          ariaLabel={`Rotate ${token.name}`}
          title={`Rotate ${token.name}?`}
          isBusy={rotate.isPending}
          act={() => rotate.mutate()}
        >
          You get a new token of the same rights. This one works for another 24 h, so that you can put the new
          one in place.
        </Confirm>
      )}
      <Confirm
        label="Revoke"
        ariaLabel={`Revoke ${token.name}`}
        title={`Revoke ${token.name}?`}
        isBusy={revoke.isPending}
        act={() => revoke.mutate()}
      >
        Whatever uses it is refused within a second. This cannot be undone.
      </Confirm>
      <Fault error={rotate.error ?? revoke.error} />
      {rotate.data !== undefined && (
        <SecretOnce what={`Token ${rotate.data.name}`} secret={rotate.data.token} done={rotate.reset} />
      )}
    </div>
  )
}
