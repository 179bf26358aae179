import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { delegatePath } from '#components/members/queries.ts'
import { getJson } from '#components/query/get-json.ts'
import { NO_PROFILE, ProfileVersionView, ProfileView } from '#lib/delegates/profile.ts'

export function profileQueryOptions(network: string, delegate: string) {
  return queryOptions({
    queryKey: ['profile', network, delegate],
    queryFn: async ({ signal }) =>
      await getJson(`${delegatePath(network, delegate)}/profile`, ProfileView, signal),
    retry: false,
  })
}

const Versions = z.looseObject({ items: z.array(ProfileVersionView) })

/** All of the profile as it is now, for its people and staff. */
export function wholeProfileQueryOptions(network: string, delegate: string) {
  return queryOptions({
    queryKey: ['profile', network, delegate, 'whole'],
    queryFn: async ({ signal }): Promise<ProfileView> => {
      const path = `${delegatePath(network, delegate)}/profile/versions?limit=1`
      const [newest] = (await getJson(path, Versions, signal)).items
      return newest ?? { version: 0, profile: NO_PROFILE, complete: true, at: null }
    },
    retry: false,
  })
}
