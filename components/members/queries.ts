import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson } from '#components/query/get-json.ts'
import { InviteView, MemberView } from '#lib/delegates/people-schema.ts'

const Members = z.object({ items: z.array(MemberView) })
const Invites = z.object({ items: z.array(InviteView) })

/** Below /api/v1: what belongs to a delegate. */
export function delegatePath(network: string, delegate: string): string {
  return `/networks/${network}/delegates/${encodeURIComponent(delegate)}`
}

export function membersQueryOptions(network: string, delegate: string) {
  return queryOptions({
    queryKey: ['members', network, delegate],
    queryFn: async ({ signal }) =>
      (await getJson(`${delegatePath(network, delegate)}/members`, Members, signal)).items,
    retry: false,
  })
}

export function invitesQueryOptions(network: string, delegate: string) {
  return queryOptions({
    queryKey: ['invites', network, delegate],
    queryFn: async ({ signal }) =>
      (await getJson(`${delegatePath(network, delegate)}/invites`, Invites, signal)).items,
    retry: false,
  })
}
