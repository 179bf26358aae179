'use client'

import { Anchor, Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { SignedIn } from '#components/account/signed-in.tsx'
import { Answered } from '#components/ui/answered.tsx'
import { Copyable } from '#components/ui/copyable.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { grouped } from '#components/ui/format.ts'
import { WallAge } from '#components/ui/instant.tsx'
import { Empty } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { AuditCheckView } from '#lib/audit/schema.ts'
import { AuditEntry } from './audit-entry.tsx'
import { auditCheckQueryOptions, auditQueryOptions } from './queries.ts'

/** Who did what, and is the log whole? */
export function Audit() {
  return (
    <Page sentence="The audit log: who did what, when; no entry can be changed without it showing.">
      <SignedIn to="see the audit log">
        {(me) => (
          <>
            <Chain />
            <Entries isStaff={me.roles.includes('staff') || me.roles.includes('admin')} />
          </>
        )}
      </SignedIn>
    </Page>
  )
}

function Chain() {
  const check = useQuery(auditCheckQueryOptions())
  return (
    <Panel title="Is it whole?">
      <Answered query={check}>{(said) => <Checked check={said} />}</Answered>
      <p className={rows.text}>
        Each entry's hash covers the one before. Keep a hash from here, or from the end of an epoch, and{' '}
        <code>npm run audit:verify -- --head HASH</code> tells whether the log still holds it.
      </p>
    </Panel>
  )
}

function Checked({ check: { whole, head, fault, checkedAt } }: { check: AuditCheckView }) {
  return (
    <div className={rows.text}>
      {whole ? (
        <>
          <StateMark shape="up" tone="good" word="whole" />: all {grouped(head.seq)} entries are as they were
          written
        </>
      ) : (
        <>
          <StateMark shape="alert" tone="bad" word="not whole" />: {fault?.detail ?? 'it broke'} Whole up to
          entry {grouped(head.seq)}
        </>
      )}
      ; checked <WallAge at={checkedAt} />. Head{' '}
      <Copyable text={head.hash} label="hash of the newest entry" />
    </div>
  )
}

function Entries({ isStaff }: { isStaff: boolean }) {
  const log = useInfiniteQuery(auditQueryOptions())
  const entries = log.data?.pages.flatMap(({ items }) => items)
  return (
    <Panel
      title={
        isStaff ? 'All entries, newest first' : 'What you did and what touched your delegates, newest first'
      }
      aside={
        <Anchor href="/api/v1/audit/export" download>
          Export as JSON lines
        </Anchor>
      }
    >
      {entries === undefined && !log.isError && <Empty>Loading …</Empty>}
      {entries?.length === 0 && (
        <Empty>No entry yet: what you do, and what is done to your delegates, will stand here.</Empty>
      )}
      {entries !== undefined && (
        <ol className={rows.rows} aria-label="Entries">
          {entries.map((entry) => (
            <AuditEntry key={entry.seq} entry={entry} />
          ))}
        </ol>
      )}
      {log.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          mt={8}
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          Show older
        </Button>
      )}
      <Fault error={log.error} />
    </Panel>
  )
}
