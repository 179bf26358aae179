import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson } from '#components/query/get-json.ts'
import { MeView, SessionView } from '#lib/auth/schema.ts'

/** Somebody who is signed in, as they see themselves. */
export type Me = NonNullable<MeView['user']>

/** Who is signed in, if anybody, and how one can sign in here. */
export function meQueryOptions() {
  return queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => await getJson('/me', MeView, signal),
    staleTime: 60_000,
  })
}

const Sessions = z.object({ items: z.array(SessionView) })

export function sessionsQueryOptions() {
  return queryOptions({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await getJson('/sessions', Sessions, signal)).items,
  })
}
