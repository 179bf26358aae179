import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { delegatePath } from '#components/members/queries.ts'
import { getJson } from '#components/query/get-json.ts'
import { ShownToken } from './schema.ts'

/** Whose tokens: a delegate's, or (null) one's own. */
export type TokenPlace = { readonly network: string; readonly delegate: string } | null

const Tokens = z.looseObject({ items: z.array(ShownToken) })

/** Below /api/v1. */
export function tokensPath(place: TokenPlace): string {
  return place === null ? '/tokens' : `${delegatePath(place.network, place.delegate)}/tokens`
}

export function tokensQueryOptions(place: TokenPlace) {
  return queryOptions({
    queryKey: ['tokens', place],
    queryFn: async ({ signal }) => (await getJson(tokensPath(place), Tokens, signal)).items,
    retry: false,
  })
}
