'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Change, changeHandler } from './changes.ts'

/** Without the stream a page asks by itself, and with it now and then too: a lost event must not stay unseen. */
const POLL_MS = 5000

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Keeps every question about a network up to date while it is mounted; shows nothing. */
export function Live({ network }: { network: string }) {
  const client = useQueryClient()
  useEffect(() => {
    const changed = changeHandler(client, network)
    const stream = new EventSource(`/api/v1/networks/${encodeURIComponent(network)}/events`)
    stream.addEventListener('change', (event: MessageEvent<string>) => {
      const change = Change.safeParse(parsed(event.data))
      if (change.success) changed(change.data.what)
    })
    const poll = setInterval(() => {
      changed('state')
      changed('endpoint')
      if (stream.readyState !== EventSource.OPEN) changed('block')
    }, POLL_MS)
    return () => {
      clearInterval(poll)
      stream.close()
    }
  }, [client, network])
  return null
}
