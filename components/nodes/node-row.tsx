'use client'

import { Badge, Button } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Confirm } from '#components/ui/confirm.tsx'
import { Copyable } from '#components/ui/copyable.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { WallAge } from '#components/ui/instant.tsx'
import rows from '#components/ui/rows.module.css'
import { SecretOnce } from '#components/ui/secret-once.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { NodeForm } from './node-form.tsx'
import { NodeFound } from './node-found.tsx'
import { nodesPath, nodesQueryOptions } from './queries.ts'
import { Enrolment, type NodeDraft, ShownNode } from './schema.ts'

type Props = { network: string; delegate: string; node: ShownNode; mayChange: boolean }

/** One machine: what it is, what it said when it was tried, and what can be done with it. */
export function NodeRow(props: Props) {
  const { node, mayChange } = props
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <b>{node.name}</b> <Badge variant="default">{node.kind}</Badge>{' '}
        {node.operators.map((operator) => (
          <Copyable key={operator} text={operator} label={`operator that ${node.name} signs for`} />
        ))}
        {node.notices.map(({ code, detail }) => (
          <div key={`${code} ${detail}`}>
            {code === 'standby' ? (
              <StateMark shape="paused" tone="quiet" word="standby" />
            ) : (
              <StateMark shape="alert" tone={code === 'two_active' ? 'bad' : 'warn'} word="look at this" />
            )}
            : {detail}
          </div>
        ))}
        <NodeFound node={node} />
        {node.keys.map(({ publicKey, since }) => (
          <div key={publicKey} className={rows.dim}>
            agent enrolled with <Copyable text={publicKey} label={`agent's public key`} />,{' '}
            <WallAge at={since} />
          </div>
        ))}
      </div>
      {mayChange && <Deeds {...props} />}
    </li>
  )
}

function Deeds({ network, delegate, node }: Props) {
  const [isEdited, setEdited] = useState(false)
  const path = `${nodesPath(network, delegate)}/${node.id}`
  const stale = [nodesQueryOptions(network, delegate).queryKey, ['my']] as const
  const test = useDeed(() => sendJson('POST', `${path}/test`, undefined, z.unknown()), stale)
  const remove = useDeed(() => sendJson('DELETE', path, undefined, z.unknown()), stale)
  const save = useDeed((draft: NodeDraft) => sendJson('PUT', path, draft, ShownNode), stale)
  const enrol = useDeed(() => sendJson('POST', `${path}/enrolment`, undefined, Enrolment), stale)
  const { addresses } = node
  return (
    <div className={rows.deeds} style={{ flex: isEdited ? '1 1 100%' : undefined }}>
      <Button
        size="xs"
        variant="default"
        aria-label={`Test now: ${node.name}`}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        Test now
      </Button>
      <Button
        size="xs"
        variant="default"
        aria-label={`Enrol an agent on ${node.name}`}
        loading={enrol.isPending}
        onClick={() => enrol.mutate()}
      >
        Enrol an agent
      </Button>
      {addresses !== null && (
        <Button
          size="xs"
          variant="default"
          aria-expanded={isEdited}
          aria-label={`Change ${node.name}`}
          onClick={() => setEdited(!isEdited)}
        >
          Change
        </Button>
      )}
      <Confirm
        label="Remove"
        ariaLabel={`Remove ${node.name}`}
        title={`Remove ${node.name}?`}
        isBusy={remove.isPending}
        act={() => remove.mutate()}
      >
        Its tokens and its agent's key stop working at once. The machine itself goes on running.
      </Confirm>
      <Fault error={test.error ?? remove.error ?? enrol.error} />
      {enrol.data !== undefined && (
        <SecretOnce what={`Enrolment code of ${node.name}`} secret={enrol.data.code} done={enrol.reset} />
      )}
      {isEdited && addresses !== null && (
        <NodeForm
          draft={{ name: node.name, kind: node.kind, operators: node.operators, addresses }}
          word="Save and test"
          isBusy={save.isPending}
          error={save.error}
          send={(draft) => save.mutate(draft, { onSuccess: () => setEdited(false) })}
        />
      )}
    </div>
  )
}
