'use client'

import { Anchor, Button, Radio, Stack } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { SignedIn } from '#components/account/signed-in.tsx'
import { delegateQueryOptions } from '#components/delegates/queries.ts'
import { SpaceTabs } from '#components/delegates/space-tabs.tsx'
import { delegateLabel } from '#components/delegates/who-link.tsx'
import { LEVEL_SAYS } from '#components/members/level-word.ts'
import { delegatePath } from '#components/members/queries.ts'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { StateMark } from '#components/ui/state-mark.tsx'
import { ChallengeView, MemberView } from '#lib/delegates/people-schema.ts'
import type { DelegateDetailView } from '#lib/delegates/schema.ts'
import { KeyWarning } from './key-warning.tsx'
import { SignPanel } from './sign-panel.tsx'

/** How do I prove that this delegate is mine? */
export function Claim({ network, wanted }: { network: string; wanted: string }) {
  const { data: delegate } = useSuspenseQuery(delegateQueryOptions(network, wanted))
  const name = delegateLabel(delegate)
  return (
    <Page sentence={`Claim ${name} by a signature of its owner or its operator.`}>
      <SpaceTabs network={network} delegate={wanted} />
      {delegate.id === null || delegate.owner === null ? (
        <Empty>
          {name} cannot be claimed: it is in no registration on the chain, so nobody can be its owner.
        </Empty>
      ) : (
        <SignedIn to={`claim ${name}`}>
          {() => (
            <ClaimSteps
              network={network}
              wanted={wanted}
              delegate={delegate}
              owner={delegate.owner ?? ''}
              name={name}
            />
          )}
        </SignedIn>
      )}
    </Page>
  )
}

type StepProps = {
  network: string
  wanted: string
  delegate: DelegateDetailView
  owner: string
  name: string
}

function ClaimSteps({ network, wanted, delegate, owner, name }: StepProps) {
  const [key, setKey] = useState<'owner' | 'operator'>('owner')
  const path = `${delegatePath(network, wanted)}/claims`
  const ask = useDeed(() =>
    sendJson(
      'POST',
      `${path}/challenge`,
      { address: key === 'owner' ? owner : delegate.operator },
      ChallengeView,
    ),
  )
  const claim = useDeed(
    (signature: string) => sendJson('POST', path, { nonce: ask.data?.nonce ?? '', signature }, MemberView),
    [['me'], ['my'], ['members', network]],
  )
  if (claim.data !== undefined) return <Claimed network={network} wanted={wanted} member={claim.data} />
  function choose(next: string): void {
    setKey(next === 'operator' ? 'operator' : 'owner')
    ask.reset()
    claim.reset()
  }
  return (
    <>
      <Panel title="1. Which key signs">
        <Radio.Group
          label={`You are asked to sign a text with a key of ${name}`}
          value={key}
          onChange={choose}
        >
          <Stack gap={8} mt={8}>
            <Radio
              value="owner"
              label="The owner key: you become a manager"
              description={`${owner}; ${LEVEL_SAYS.manager}. A wallet, the command line, or a contract (EIP-1271).`}
            />
            <Radio
              value="operator"
              label="The operator key: you become a member"
              description={`${delegate.operator}; ${LEVEL_SAYS.member}. On the command line only.`}
            />
          </Stack>
        </Radio.Group>
        {key === 'operator' && <KeyWarning />}
        <Button mt={12} onClick={() => ask.mutate()} loading={ask.isPending}>
          Get the text to sign
        </Button>
        <Fault error={ask.error} />
      </Panel>
      {ask.data !== undefined && (
        <SignPanel
          challenge={ask.data}
          inWallet={key === 'owner'}
          isBusy={claim.isPending}
          error={claim.error}
          send={claim.mutate}
        />
      )}
    </>
  )
}

function Claimed({ network, wanted, member }: { network: string; wanted: string; member: MemberView }) {
  const root = `/n/${network}/delegates/${encodeURIComponent(wanted)}`
  return (
    <Panel title="Claimed">
      <p className={rows.text} role="status">
        <StateMark shape="up" tone="good" word="done" />: you are a <b>{member.level}</b> here. Next:{' '}
        <Anchor component={Link} href={`${root}/nodes`}>
          register your machines
        </Anchor>
        {member.level === 'manager' && (
          <>
            {' '}
            and{' '}
            <Anchor component={Link} href={`${root}/members`}>
              invite your colleagues
            </Anchor>
          </>
        )}
        .
      </p>
    </Panel>
  )
}
