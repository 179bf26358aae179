'use client'

import { Badge, NativeSelect } from '@mantine/core'
import { z } from 'zod'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Confirm } from '#components/ui/confirm.tsx'
import { Copyable } from '#components/ui/copyable.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { WallAge } from '#components/ui/instant.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { Level } from '#lib/auth/actor.ts'
import { LEVELS } from '#lib/auth/actor.ts'
import type { MemberView } from '#lib/delegates/people-schema.ts'
import { LEVEL_SAYS, PROOF_WORD } from './level-word.ts'
import { delegatePath, membersQueryOptions } from './queries.ts'

type Place = { readonly network: string; readonly delegate: string }

/** Who may act for a delegate, and what a manager may change about it. */
export function MembersPanel({
  network,
  delegate,
  members,
  mayChange,
  self,
}: Place & { members: readonly MemberView[]; mayChange: boolean; self: string | null }) {
  return (
    <Panel title="People">
      <ul className={rows.rows} aria-label="People">
        {members.map((member) => (
          <li key={member.userId} className={rows.row}>
            <Person member={member} isSelf={member.userId === self} />
            <Deeds
              network={network}
              delegate={delegate}
              member={member}
              mayChange={mayChange}
              isSelf={member.userId === self}
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Person({ member, isSelf }: { member: MemberView; isSelf: boolean }) {
  const { name, level, grantedLevel, proof, address, since, strangerAt, fallsAt } = member
  return (
    <div className={rows.what}>
      <b>{name}</b>
      {isSelf && ' (you)'} <Badge variant="default">{level}</Badge>
      <div className={rows.dim}>
        {LEVEL_SAYS[level]}; {PROOF_WORD[proof]}{' '}
        {address !== null && <Copyable text={address} label={`address that ${name} signed with`} />}, since{' '}
        <WallAge at={since} />
      </div>
      {strangerAt !== null && fallsAt !== null && (
        <div>
          <StateMark shape="alert" tone="warn" word="marked" />: the chain names another owner since{' '}
          <WallAge at={strangerAt} />;{' '}
          {level === grantedLevel ? 'becomes a viewer' : `counted as ${grantedLevel} until`}{' '}
          <WallAge at={fallsAt} />.
        </div>
      )}
    </div>
  )
}

function Deeds(props: Place & { member: MemberView; mayChange: boolean; isSelf: boolean }) {
  const { network, delegate, member, mayChange, isSelf } = props
  const path = `${delegatePath(network, delegate)}/members/${isSelf ? 'me' : member.userId}`
  const stale = [membersQueryOptions(network, delegate).queryKey, ['me'], ['my']]
  const change = useDeed(
    (level: Level) =>
      sendJson(
        'PATCH',
        `${delegatePath(network, delegate)}/members/${member.userId}`,
        { level },
        z.unknown(),
      ),
    stale,
  )
  const remove = useDeed(() => sendJson('DELETE', path, undefined, z.unknown()), stale)
  if (!mayChange && !isSelf) return null
  return (
    <div className={rows.deeds}>
      {mayChange && (
        <NativeSelect
          size="xs"
          aria-label={`Level of ${member.name}`}
          value={member.grantedLevel}
          disabled={change.isPending}
          onChange={(event) => {
            const level = LEVELS.find((one) => one === event.currentTarget.value)
            if (level !== undefined) change.mutate(level)
          }}
          data={[...LEVELS]}
        />
      )}
      <Confirm
        label={isSelf ? 'Leave' : 'Remove'}
        ariaLabel={isSelf ? 'Leave this delegate' : `Remove ${member.name}`}
        title={isSelf ? 'Leave this delegate?' : `Remove ${member.name}?`}
        isBusy={remove.isPending}
        act={() => remove.mutate()}
      >
        {isSelf
          ? 'You see nothing of its space any more, at once. To come back you need an invite or a key.'
          : `${member.name} sees nothing of this delegate's space any more, at once. Tokens of the delegate go on working: revoke those that ${member.name} knows.`}
      </Confirm>
      <Fault error={change.error ?? remove.error} />
    </div>
  )
}
