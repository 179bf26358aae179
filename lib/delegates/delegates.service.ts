import { missedSlotsOfDelegate } from '#lib/blocks/missed-slots.service.ts'
import { epochOf } from '#lib/chain/epoch.ts'
import type { Sql } from '#lib/db/client.ts'
import { candidatesOf, epochsOfDelegate } from '#lib/epochs/epochs.service.ts'
import { epochDelegateView } from '#lib/epochs/views.ts'
import { type Page, pageInMemory } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { RequestError } from '#lib/http/request-error.ts'
import type { Network } from '#lib/networks/network.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { type Delegate, delegateViewOf, operatorsOf } from './delegate.ts'
import { listDelegates } from './delegates.store.ts'
import { addressMeant, delegateMeant, delegatesBeginning } from './lookup.ts'
import type { DelegateDetailView, DelegateView } from './schema.ts'

const EPOCHS_SHOWN = 48
const MISSED_SHOWN = 50

/** A page of the network's delegates by operator: the registered ones, and candidates of whom only that is known. */
export async function delegatePage(sql: Sql, slug: string, page: PageQuery): Promise<Page<DelegateView>> {
  const all = await knownDelegates(sql, await getNetwork(sql, slug))
  const byOperator = all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const { items, nextCursor } = pageInMemory(byOperator, 'delegates', keyOf, page)
  return { items: items.map(delegateViewOf), nextCursor }
}

/**
 * One delegate by id, owner, operator (io1 or 0x) or name, past ones too, with its newest epochs and missed slots.
 * Throws `bad_address` for a wrong checksum and `delegate_not_found`.
 */
export async function delegateView(sql: Sql, slug: string, wanted: string): Promise<DelegateDetailView> {
  const network = await getNetwork(sql, slug)
  const delegate = await getDelegate(sql, network, wanted)
  const keys = { id: delegate.id, operators: operatorsOf(delegate) }
  const [epochs, missedSlots] = await Promise.all([
    epochsOfDelegate(sql, network, keys, EPOCHS_SHOWN),
    missedSlotsOfDelegate(sql, network, keys, MISSED_SHOWN),
  ])
  return {
    ...delegateViewOf(delegate),
    epochs: epochs.map((row) => ({ ...epochDelegateView(row), epoch: row.epoch, complete: row.complete })),
    missedSlots,
  }
}

/** Delegates that a search text means: the one it names, else those whose name or address begins with it. */
export async function delegatesMatching(sql: Sql, network: Network, text: string): Promise<Delegate[]> {
  const all = await knownDelegates(sql, network)
  const address = addressMeant(text)
  const exact = delegateMeant(all, address ?? text)
  if (exact !== null) return [exact]
  return delegatesBeginning(all, address ?? text)
}

async function getDelegate(sql: Sql, network: Network, wanted: string): Promise<Delegate> {
  const address = addressMeant(wanted)
  const found = delegateMeant(await listDelegates(sql, network.key), address ?? wanted)
  if (found !== null) return found
  if (address !== null) {
    const [listed] = await epochsOfDelegate(sql, network, { id: null, operators: [address] }, 1)
    if (listed !== undefined) return unregistered(listed)
  }
  throw new RequestError('delegate_not_found', `No delegate of ${network.slug} is "${wanted.slice(0, 64)}".`)
}

async function knownDelegates(sql: Sql, network: Network): Promise<Delegate[]> {
  const epoch = network.tip === null ? 0 : epochOf(network.params, network.tip.height)
  const [registered, candidates] = await Promise.all([
    listDelegates(sql, network.key),
    candidatesOf(sql, network, epoch, epoch),
  ])
  const operators = new Set(registered.flatMap(operatorsOf))
  return [...registered, ...candidates.filter(({ operator }) => !operators.has(operator)).map(unregistered)]
}

function unregistered({
  id,
  operator,
  reward,
  name,
}: Pick<Delegate, 'id' | 'operator' | 'reward' | 'name'>): Delegate {
  return { id, owner: null, operator, reward, name, history: [] }
}

function keyOf({ operator, id }: Delegate): string {
  return `${operator} ${id ?? ''}`
}
