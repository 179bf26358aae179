'use client'

import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import rows from '#components/ui/rows.module.css'
import { SecretOnce } from '#components/ui/secret-once.tsx'
import { SCOPES, type Scope } from '#lib/auth/actor.ts'
import { type TokenPlace, tokensPath, tokensQueryOptions } from './queries.ts'
import { MadeToken } from './schema.ts'

export type NodeChoice = { readonly id: string; readonly name: string }

const DAYS_DEFAULT = 90
const DAYS_MAX = 400

const SCOPE_SAYS: Readonly<Record<Scope, string>> = {
  read: 'read: see what its maker may see',
  'heartbeat:write': 'heartbeat:write: send heartbeats of one machine',
  'metrics:write': 'metrics:write: send metrics',
  'rollout:turn': 'rollout:turn: ask for a turn in a rollout',
}

/** Makes a token, which is shown this once. */
export function NewToken({ place, nodes }: { place: NonNullable<TokenPlace>; nodes: readonly NodeChoice[] }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly string[]>(['read'])
  const [nodeId, setNodeId] = useState('')
  const [days, setDays] = useState(DAYS_DEFAULT)
  const make = useDeed(() => {
    const body = { name, scopes, days, nodeId: nodeId === '' ? null : nodeId }
    return sendJson('POST', tokensPath(place), place === null ? { name, days } : body, MadeToken)
  }, [tokensQueryOptions(place).queryKey, ['my']])
  return (
    <>
      <form
        className={rows.form}
        style={{ marginTop: 12 }}
        aria-label="New token"
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate(undefined, { onSuccess: () => setName('') })
        }}
      >
        <TextInput
          label="Name of the new token"
          description="What it is for"
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {place !== null && (
          <>
            <Checkbox.Group label="What it may do" value={[...scopes]} onChange={setScopes}>
              {SCOPES.map((scope) => (
                <Checkbox key={scope} value={scope} label={SCOPE_SAYS[scope]} mt={6} />
              ))}
            </Checkbox.Group>
            <NativeSelect
              label="For which machine"
              value={nodeId}
              onChange={(event) => setNodeId(event.currentTarget.value)}
              data={[
                { value: '', label: 'The whole delegate' },
                ...nodes.map(({ id, name: label }) => ({ value: id, label })),
              ]}
            />
          </>
        )}
        <NumberInput
          label="Works for, days"
          min={1}
          max={DAYS_MAX}
          allowDecimal={false}
          value={days}
          onChange={(value) => setDays(typeof value === 'number' ? value : DAYS_DEFAULT)}
        />
        <Button type="submit" variant="default" loading={make.isPending}>
          Make a token
        </Button>
      </form>
      <Fault error={make.error} />
      {make.data !== undefined && (
        <SecretOnce what={`Token ${make.data.name}`} secret={make.data.token} done={make.reset} />
      )}
    </>
  )
}
