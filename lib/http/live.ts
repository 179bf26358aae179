import { database } from '#lib/db/client.ts'
import { type Change, listen } from '#lib/db/notify.ts'

/** What a page is told; `state` also says "read everything again". */
export type LiveEvent = Pick<Change, 'what' | 'height'>
type Hearer = (event: LiveEvent) => void

/** The one LISTEN of this process and whom it is for, by network. */
type Hub = { readonly hearers: Map<string, Set<Hearer>>; listening: Promise<unknown> | null }

// Next bundles each route apart: only globalThis makes it one connection a process.
const shared = globalThis as { rollcallHub?: Hub }

/** Hears the changes of one network until the returned function is called. All hearers share one connection. */
export async function hear(network: string, hearer: Hearer): Promise<() => void> {
  shared.rollcallHub ??= { hearers: new Map(), listening: null }
  const hub = shared.rollcallHub
  const own = hub.hearers.get(network) ?? new Set()
  hub.hearers.set(network, own.add(hearer))
  hub.listening ??= startListening(hub)
  await hub.listening
  return () => {
    own.delete(hearer)
    if (own.size === 0) hub.hearers.delete(network)
  }
}

async function startListening(hub: Hub): Promise<void> {
  const tell = ({ network, what, height }: Change): void => {
    const event = height === undefined ? { what } : { what, height }
    for (const hearer of hub.hearers.get(network) ?? []) hearer(event)
  }
  // What was said while the connection was away is lost: pages read again.
  const readAgain = (): void => {
    for (const hearers of hub.hearers.values()) for (const hearer of hearers) hearer({ what: 'state' })
  }
  try {
    await listen(database(), tell, readAgain)
  } catch (error) {
    hub.listening = null // the next hearer tries again
    throw error
  }
}
