'use client'

import { useState } from 'react'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Panel } from '#components/ui/panel.tsx'
import { NodeForm } from './node-form.tsx'
import { nodesPath, nodesQueryOptions } from './queries.ts'
import { type NodeDraft, ShownNode } from './schema.ts'

const NOWHERE = { grpc: null, jsonrpc: null, probe: null, metrics: null, agent: null, tls: false }

/** Registers a machine; what it says it answers at is tested at once. */
export function NewNode(props: { network: string; delegate: string; operator: string }) {
  const { network, delegate, operator } = props
  const [made, setMade] = useState(0)
  const create = useDeed(
    (draft: NodeDraft) => sendJson('POST', nodesPath(network, delegate), draft, ShownNode),
    [nodesQueryOptions(network, delegate).queryKey, ['my']],
  )
  return (
    <Panel title="Register a machine">
      <NodeForm
        key={made}
        draft={{ name: '', kind: 'active', operators: [operator], addresses: NOWHERE }}
        word="Register and test"
        isBusy={create.isPending}
        error={create.error}
        send={(draft) => create.mutate(draft, { onSuccess: () => setMade(made + 1) })}
      />
    </Panel>
  )
}
