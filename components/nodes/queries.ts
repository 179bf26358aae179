import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { delegatePath } from '#components/members/queries.ts'
import { getJson } from '#components/query/get-json.ts'
import { ShownNode } from './schema.ts'

const Nodes = z.looseObject({ items: z.array(ShownNode) })

/** Below /api/v1: a delegate's machines. */
export function nodesPath(network: string, delegate: string): string {
  return `${delegatePath(network, delegate)}/nodes`
}

export function nodesQueryOptions(network: string, delegate: string) {
  return queryOptions({
    queryKey: ['registered nodes', network, delegate],
    queryFn: async ({ signal }) => (await getJson(nodesPath(network, delegate), Nodes, signal)).items,
    retry: false,
  })
}
