import type { Who } from '#lib/blocks/schema.ts'
import type { PollCandidate } from '#lib/chain/candidates.ts'
import { epochOf, epochStart } from '#lib/chain/epoch.ts'
import { ChainError } from '#lib/chain/errors.ts'
import { type NextSet, nextSet } from '#lib/chain/next-set.ts'
import { lookupKey } from '#lib/chain/probation.ts'
import type { Sql } from '#lib/db/client.ts'
import { namesByOperator } from '#lib/delegates/names.service.ts'
import { RequestError } from '#lib/http/request-error.ts'
import type { Network, Tip } from '#lib/networks/network.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { expectedStartMs, openHeight } from '#lib/networks/open-height.ts'
import { candidatesOf } from './epochs.service.ts'
import { type ProbationHistory, probationHistory } from './progress.service.ts'
import { findPollResult } from './resume.store.ts'
import type { NextSetView } from './schema.ts'
import { type EpochDelegate, seatsOf } from './views.ts'

/** The forecast of the next epoch's seats, or why there is none. */
export type Forecast =
  | { readonly known: true; readonly view: NextSetView }
  | { readonly known: false; readonly reason: 'no_blocks' | 'seats_not_stored' | 'too_few_candidates' }

/** The seats of the next epoch as far as they can be told. Throws `next_set_not_known`. */
export async function nextSetView(sql: Sql, slug: string): Promise<NextSetView> {
  const network = await getNetwork(sql, slug)
  const epoch = network.tip === null ? 0 : epochOf(network.params, network.tip.height)
  const forecast = await forecastOf(sql, network, await candidatesOf(sql, network, epoch, epoch))
  if (forecast.known) return forecast.view
  throw new RequestError(
    'next_set_not_known',
    `The next set of ${slug} cannot be told yet: ${forecast.reason}.`,
  )
}

/** The forecast for a loaded network; `current` are the candidates of the tip's epoch. */
export async function forecastOf(
  sql: Sql,
  network: Network,
  current: readonly EpochDelegate[],
): Promise<Forecast> {
  const { params, tip, key } = network
  if (tip === null) return { known: false, reason: 'no_blocks' }
  const epoch = epochOf(params, tip.height)
  const seats = seatsOf(current, epoch)
  if (seats.length !== params.seats) return { known: false, reason: 'seats_not_stored' }
  const [pollResult, history] = await Promise.all([
    findPollResult(sql, key, epoch + 1),
    probationHistory(sql, key, params, epoch),
  ])
  const set = drawn(network, tip, seats, history, pollResult?.candidates ?? null, current)
  if (set === 'too_few_candidates') return { known: false, reason: set }
  return { known: true, view: await viewOf(sql, network, tip, set, current) }
}

function drawn(
  network: Network,
  tip: Tip,
  seats: readonly EpochDelegate[],
  history: ProbationHistory,
  pollResult: readonly PollCandidate[] | null,
  current: readonly EpochDelegate[],
): NextSet | 'too_few_candidates' {
  const { params } = network
  const facts = {
    ...history,
    epoch: epochOf(params, tip.height),
    tipHeight: tip.height,
    onProbation: current
      .filter(({ probation }) => probation)
      .map((delegate) => lookupKey(params, epochOf(params, tip.height), delegate)),
    seats: seats.map(({ operator, identity, produced }) => ({
      operator,
      identity,
      producedBlocks: produced,
    })),
  }
  const currentList = current.map(({ operator, identity, reward, votes, votesBeforeCut }) => ({
    operator,
    identity,
    reward,
    votes: votesBeforeCut ?? votes,
  }))
  try {
    return nextSet(params, facts, pollResult, currentList)
  } catch (error) {
    if (error instanceof ChainError && error.code === 'too_few_candidates') return error.code
    throw error
  }
}

/**
 * Who holds each seat of an epoch, by seat: as stored, or as forecast while the epoch has no block yet. That forecast is
 * what the chain itself draws. Empty when it cannot be told for certain.
 */
export async function seatHolders(
  sql: Sql,
  network: Network,
  epoch: number,
  candidates: readonly EpochDelegate[],
): Promise<readonly Who[]> {
  const stored = seatsOf(candidates, epoch)
  const { tip, params } = network
  if (stored.length > 0 || tip === null || tip.height !== epochStart(params, epoch) - 1) return stored
  const forecast = await forecastOf(sql, network, await candidatesOf(sql, network, epoch - 1, epoch - 1))
  return forecast.known && forecast.view.certain ? forecast.view.seats : []
}

async function viewOf(
  sql: Sql,
  network: Network,
  tip: Tip,
  set: NextSet,
  current: readonly EpochDelegate[],
): Promise<NextSetView> {
  const known = new Map(
    current.map((delegate) => [delegate.operator, { id: delegate.id, name: delegate.name }]),
  )
  const newcomers = set.seats.filter((operator) => (known.get(operator)?.name ?? null) === null)
  for (const [operator, who] of await namesByOperator(sql, network, newcomers)) known.set(operator, who)
  const identities = new Map(
    set.candidates.flatMap(({ operator, identity }) => (identity === '' ? [] : [[operator, identity]])),
  )
  const ranks = new Map(
    set.candidates.map(({ operator, votes }, index) => [operator, { rank: index + 1, votes }]),
  )
  const start = epochStart(network.params, set.epoch)
  return {
    epoch: set.epoch,
    startHeight: start,
    expectedStartAt: new Date(expectedStartMs(network.params, tip, openHeight(network), start)).toISOString(),
    basis: set.basis,
    certain: set.certain,
    seats: set.seats.map((operator, seat) => ({
      seat,
      operator,
      id: known.get(operator)?.id ?? identities.get(operator) ?? null,
      name: known.get(operator)?.name ?? null,
      rank: ranks.get(operator)?.rank ?? 0,
      votes: (ranks.get(operator)?.votes ?? 0n).toString(),
    })),
  }
}
