'use client'

import { Button } from '@mantine/core'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { leaveForProvider } from './next-auth.ts'

/** Signs in at the provider that whoever runs Rollcall has set up. */
export function ProviderPanel({ name, next }: { name: string; next: string }) {
  const leave = useDeed(() => leaveForProvider('oidc', next))
  return (
    <Panel title={name}>
      <Button variant="default" onClick={() => leave.mutate()} loading={leave.isPending}>
        Sign in with {name}
      </Button>
      <Fault error={leave.error} />
    </Panel>
  )
}
