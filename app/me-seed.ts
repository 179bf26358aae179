import { meQueryOptions } from '#components/account/queries.ts'
import { type Seed, seed } from '#components/query/seeded.tsx'
import { meView } from '#lib/auth/users.service.ts'
import { database } from '#lib/db/client.ts'
import { pageActor } from '#lib/http/page-actor.ts'

/** Who looks at a page, as its first view knows them. */
export async function meSeed(): Promise<Seed> {
  return seed(meQueryOptions(), await meView(database(), await pageActor()))
}
