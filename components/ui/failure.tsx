'use client'

import { Button } from '@mantine/core'
import { Notice } from './notice.tsx'

/** A view that could not be loaded: what to do, and another try. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <Notice title="This page could not be loaded.">
      <p>
        Rollcall did not answer as expected. Try again; if it stays like this, look at the log of the web
        process
        {digest === null ? '.' : ` for ${digest}.`} Nothing that is stored was changed.
      </p>
      <Button onClick={retry} size="sm">
        Try again
      </Button>
    </Notice>
  )
}
