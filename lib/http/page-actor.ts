import { headers } from 'next/headers'
import type { Actor } from '#lib/auth/actor.ts'
import { database } from '#lib/db/client.ts'
import { actorOf } from './caller.ts'

/** Who looks at a page: by the session's cookie alone. Tokens are for the API, and a proxy before us may use that header. */
export async function pageActor(): Promise<Actor> {
  const asked = new Headers(await headers())
  asked.delete('authorization')
  return await actorOf(database(), asked)
}
