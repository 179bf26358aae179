import { wallNow } from '#lib/clock.ts'
import { database } from '#lib/db/client.ts'
import { type Change, listen, WHAT } from '#lib/db/notify.ts'

/** Questions about a network whose answers may have changed. */
export type Stale = { readonly network: string; readonly what: readonly Change['what'][] }

type Hearer = {
  /** Null = all networks. */
  readonly networks: readonly string[] | null
  readonly tell: (stale: Stale) => void
}

/** What of a network was not told yet, and when it was last told. */
type Due = { what: Set<Change['what']>; toldAtMs: number; timer: NodeJS.Timeout | null }

/** The one LISTEN of this process and whom it is for. */
type Hub = {
  readonly hearers: Set<Hearer>
  /** Called at every single change, at once; null = any network's. */
  readonly watchers: Set<(network: string | null) => void>
  readonly due: Map<string, Due>
  listening: Promise<unknown> | null
}

/** Changes of a network are told together, four times a second at most. */
const GAP_MS = 250

// Next bundles each route apart: only globalThis makes it one connection a process.
const shared = globalThis as { rollcallHub?: Hub }

/**
 * Hears what becomes stale of some networks (null = all) until the returned function is called. All hearers share one
 * connection. That the list of networks changed is told of each network.
 */
export async function hear(
  networks: readonly string[] | null,
  tell: (stale: Stale) => void,
): Promise<() => void> {
  const hub = hubOf()
  const hearer = { networks, tell }
  hub.hearers.add(hearer)
  await listening(hub)
  return () => void hub.hearers.delete(hearer)
}

/** Calls a watcher at every change of a network from now on; with null when anything may have changed. */
export async function watchChanges(watcher: (network: string | null) => void): Promise<void> {
  const hub = hubOf()
  hub.watchers.add(watcher)
  await listening(hub)
}

function hubOf(): Hub {
  shared.rollcallHub ??= { hearers: new Set(), watchers: new Set(), due: new Map(), listening: null }
  return shared.rollcallHub
}

async function listening(hub: Hub): Promise<void> {
  hub.listening ??= startListening(hub)
  await hub.listening
}

async function startListening(hub: Hub): Promise<void> {
  const changed = ({ network, what }: Change): void => {
    for (const watcher of hub.watchers) watcher(network)
    note(hub, network, [what])
  }
  let isFirst = true
  const connected = (): void => {
    if (!isFirst) readAgain(hub)
    isFirst = false
  }
  try {
    await listen(database(), changed, connected)
  } catch (error) {
    hub.listening = null // the next hearer tries again
    throw error
  }
}

/** What was said while the connection was away is lost: everything is stale. */
function readAgain(hub: Hub): void {
  for (const watcher of hub.watchers) watcher(null)
  for (const network of new Set([...hub.hearers].flatMap(({ networks }) => networks ?? [])))
    note(hub, network, WHAT)
}

function note(hub: Hub, network: string, what: readonly Change['what'][]): void {
  const due = hub.due.get(network) ?? { what: new Set(), toldAtMs: 0, timer: null }
  hub.due.set(network, due)
  for (const one of what) due.what.add(one)
  if (due.timer !== null) return
  const waitMs = due.toldAtMs + GAP_MS - wallNow()
  if (waitMs <= 0) tellAll(hub, network, due)
  else due.timer = setTimeout(() => tellAll(hub, network, due), waitMs)
}

function tellAll(hub: Hub, network: string, due: Due): void {
  const what = [...due.what]
  due.what = new Set()
  due.timer = null
  due.toldAtMs = wallNow()
  const isList = what.includes('networks')
  for (const { networks, tell } of hub.hearers) {
    if (networks === null || networks.includes(network)) tell({ network, what })
    else if (isList) for (const own of networks) tell({ network: own, what: ['networks'] })
  }
}
