import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { boardQueryOptions } from '#components/board/queries.ts'
import { getJson } from '#components/query/get-json.ts'
import { EndpointView, NetworkView } from '#lib/networks/schema.ts'

const Networks = z.object({ items: z.array(NetworkView) })

/** All networks; `current` is the one whose changes make the answer old. */
export function networksQueryOptions(current: string) {
  return queryOptions({
    queryKey: ['networks'],
    queryFn: async ({ signal }) => (await getJson('/networks', Networks, signal)).items,
    meta: {
      changes: {
        network: current,
        on: ['block', 'state', 'epoch', 'networks'],
        blocksToldBy: boardQueryOptions(current).queryKey,
      },
    },
  })
}

const Endpoints = z.object({ items: z.array(EndpointView) })

export function endpointsQueryOptions(network: string) {
  return queryOptions({
    queryKey: ['endpoints', network],
    queryFn: async ({ signal }) =>
      (await getJson(`/networks/${network}/endpoints?limit=200`, Endpoints, signal)).items,
    meta: { changes: { network, on: ['block', 'state', 'endpoint', 'nodes'] } },
  })
}
