'use client'

import { Anchor, Badge } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { z } from 'zod'
import { SignedIn } from '#components/account/signed-in.tsx'
import { ShownNode } from '#components/nodes/schema.ts'
import { getJson } from '#components/query/get-json.ts'
import { Answered } from '#components/ui/answered.tsx'
import { counted, shortened } from '#components/ui/format.ts'
import { WallAge } from '#components/ui/instant.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { StateMark } from '#components/ui/state-mark.tsx'
import { MemberView } from '#lib/delegates/people-schema.ts'

const Need = z.looseObject({
  kind: z.string(),
  network: z.string().nullable(),
  delegateId: z.string().nullable(),
  delegateName: z.string().nullable(),
  about: z.string(),
  detail: z.string(),
  due: z.string().nullable(),
})
type Need = z.infer<typeof Need>

const Mine = MemberView.extend({ nodes: z.array(ShownNode) })
/** What a page shows of lib/delegates/my-schema.ts, which holds what only a server can run. */
const MyShown = z.looseObject({ delegates: z.array(Mine), needs: z.array(Need) })
type MyShown = z.infer<typeof MyShown>

const ASK_AGAIN_MS = 30_000

function myQueryOptions() {
  return queryOptions({
    queryKey: ['my'],
    queryFn: async ({ signal }) => await getJson('/my', MyShown, signal),
    refetchInterval: ASK_AGAIN_MS,
  })
}

/** What needs me? */
export function My() {
  const my = useQuery({ ...myQueryOptions(), retry: false })
  return (
    <Page sentence={sentenceOf(my.data)}>
      <SignedIn to="see what needs you">
        {() => (
          <Answered query={my}>
            {({ needs, delegates }) => (
              <>
                {needs.length > 0 && <Needs needs={needs} />}
                <Delegates delegates={delegates} />
              </>
            )}
          </Answered>
        )}
      </SignedIn>
    </Page>
  )
}

function sentenceOf(my: MyShown | undefined): string {
  if (my === undefined) return 'What needs you'
  if (my.needs.length === 0) return 'Nothing needs you.'
  return `${counted(my.needs.length, 'thing needs', 'things need')} you.`
}

const TAB_OF: Readonly<Record<string, string>> = {
  claim_marked: '/members',
  node_notice: '/nodes',
  token_expires: '/tokens',
}

function Needs({ needs }: { needs: readonly Need[] }) {
  return (
    <Panel title="What needs you, soonest due first">
      <ul className={rows.rows} aria-label="What needs you">
        {needs.map(({ kind, network, delegateId, delegateName, about, detail, due }) => (
          <li key={`${kind} ${about} ${detail}`} className={rows.row}>
            <div className={rows.what}>
              <StateMark shape="alert" tone="warn" word={delegateName ?? 'you'} />: {detail}
              {due !== null && (
                <span className={rows.dim}>
                  {' '}
                  due <WallAge at={due} />
                </span>
              )}
            </div>
            <Anchor
              component={Link}
              href={
                network === null || delegateId === null
                  ? '/account'
                  : `/n/${network}/delegates/${delegateId}${TAB_OF[kind] ?? ''}`
              }
            >
              Look at it
            </Anchor>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Delegates({ delegates }: { delegates: MyShown['delegates'] }) {
  return (
    <Panel title="Your delegates">
      {delegates.length === 0 ? (
        <p className={rows.text}>
          You belong to no delegate yet.{' '}
          <Anchor component={Link} href="/">
            Find yours on the board
          </Anchor>
          , open its page and claim it with its owner or operator key; or ask one of its managers for an
          invite.
        </p>
      ) : (
        <ul className={rows.rows} aria-label="Your delegates">
          {delegates.map((mine) => (
            <OwnDelegate key={`${mine.network} ${mine.delegateId}`} mine={mine} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function OwnDelegate({ mine }: { mine: MyShown['delegates'][number] }) {
  const { network, delegateId, delegateName, level, nodes } = mine
  const root = `/n/${network}/delegates/${delegateId}`
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <Anchor component={Link} href={root}>
          {delegateName ?? shortened(delegateId)}
        </Anchor>{' '}
        <Badge variant="default">{level}</Badge> on {network}
        <div className={rows.dim}>
          {nodes.length === 0 ? (
            <>
              No machine is registered.{' '}
              {level !== 'viewer' && (
                <Anchor component={Link} href={`${root}/nodes`}>
                  Register the first
                </Anchor>
              )}
            </>
          ) : (
            nodes.map(({ name, kind }) => `${name} (${kind})`).join(', ')
          )}
        </div>
      </div>
    </li>
  )
}
