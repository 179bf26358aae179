'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

const FRESH_MS = 10_000

function newClient(): QueryClient {
  return new QueryClient({
    // networkMode: our server may be on this very machine, where the browser says "offline" and is wrong.
    defaultOptions: { queries: { staleTime: FRESH_MS, retry: 1, networkMode: 'always' } },
  })
}

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(newClient)
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
