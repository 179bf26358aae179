import { headers } from 'next/headers'
import type { Actor } from '#lib/auth/actor.ts'
import { database } from '#lib/db/client.ts'
import { actorOf } from './caller.ts'

/** Who looks at a page. */
export async function pageActor(): Promise<Actor> {
  return await actorOf(database(), new Headers(await headers()))
}
