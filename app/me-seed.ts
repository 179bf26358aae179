import { headers } from 'next/headers'
import { meQueryOptions } from '#components/account/queries.ts'
import { type Seed, seed } from '#components/query/seeded.tsx'
import { meView } from '#lib/auth/users.service.ts'
import { database } from '#lib/db/client.ts'
import { actorOf } from '#lib/http/caller.ts'

/** Who looks at a page, as its first view knows them: by the session's cookie alone, tokens are for the API. */
export async function meSeed(): Promise<Seed> {
  const asked = new Headers(await headers())
  asked.delete('authorization')
  const sql = database()
  return seed(meQueryOptions(), await meView(sql, await actorOf(sql, asked)))
}
