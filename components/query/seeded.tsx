import { type DataTag, dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'

/** What a question is already known to answer. */
export type Seed = { readonly queryKey: readonly unknown[]; readonly data: unknown }

/** An answer that a page loaded on the server, under the key of its question. */
export function seed<K extends readonly unknown[], T, E>(
  options: { readonly queryKey: DataTag<K, T, E> },
  data: NoInfer<T>,
): Seed {
  return { queryKey: options.queryKey, data }
}

/** Hands what the server loaded to the questions asked below, so that the first view needs no request. */
export function Seeded({ seeds, children }: { seeds: readonly Seed[]; children: ReactNode }) {
  const client = new QueryClient()
  for (const { queryKey, data } of seeds) client.setQueryData(queryKey, data)
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
}
