'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { changeHandler, Stale, StaleKind } from './changes.ts'

/** Without the stream a page asks everything again by itself; with it, only whether somebody still looks. */
const POLL_MS = 5000
/** Browsers that hear of a block at once ask for it spread over this time. */
const SPREAD_MS = 300

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The event stream of a network until the returned function is called; `isOpen` says whether it can be relied on. */
function openStream(network: string, onStale: (kinds: readonly StaleKind[]) => void) {
  const open = (): EventSource => {
    const source = new EventSource(`/api/v1/stream?network=${encodeURIComponent(network)}`)
    source.addEventListener('stale', (event: MessageEvent<string>) => {
      const said = Stale.safeParse(parsed(event.data))
      if (said.success && said.data.network === network) onStale(said.data.what)
    })
    return source
  }
  let source = open()
  return {
    isOpen: () => source.readyState === EventSource.OPEN,
    /** A browser gives up on a stream that was refused, such as by a proxy while Rollcall starts again. */
    reopen: () => {
      if (source.readyState === EventSource.CLOSED) source = open()
    },
    close: () => source.close(),
  }
}

/** Keeps every question about a network up to date while it is mounted; shows nothing. */
export function Live({ network }: { network: string }) {
  const client = useQueryClient()
  useEffect(() => {
    const stale = changeHandler(client, network, () => Math.random() * SPREAD_MS)
    let heardAtMs = performance.now()
    const stream = openStream(network, (kinds) => {
      heardAtMs = performance.now()
      stale(kinds)
    })
    const poll = setInterval(() => {
      stream.reopen()
      if (!stream.isOpen()) stale(StaleKind.options)
      else if (performance.now() - heardAtMs >= POLL_MS) stale(['state'])
    }, POLL_MS)
    return () => {
      clearInterval(poll)
      stream.close()
    }
  }, [client, network])
  return null
}
