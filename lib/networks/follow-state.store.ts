import type { NetworkClock } from '#lib/clock.ts'
import type { AnySql } from '#lib/db/client.ts'
import type { NetworkState } from './schema.ts'

/** Why derivation of an epoch stopped. */
export type StopReason = {
  readonly epoch: number
  readonly height: number
  readonly code: string
  readonly detail: string
}

/** Makes the row that a lease is taken on; an existing one stays. */
export async function insertFollowState(sql: AnySql, networkId: number, at: Date): Promise<void> {
  await sql`
    insert into follow_state (network_id, state, state_since, checked_at)
    values (${networkId}, 'syncing', ${at}, ${at})
    on conflict (network_id) do nothing`
}

/** False when another worker holds the network; a holder renews its own lease by the same call. */
export async function claimLease(
  sql: AnySql,
  networkId: number,
  holder: string,
  seconds: number,
): Promise<boolean> {
  const rows = await sql`
    update follow_state
       set holder = ${holder}, leased_until = now() + make_interval(secs => ${seconds})
     where network_id = ${networkId}
       and (holder is null or holder = ${holder} or leased_until is null or leased_until < now())
    returning network_id`
  return rows.length === 1
}

/** Lets another worker in at once; a lease that was lost already is left alone. */
export async function deleteLease(sql: AnySql, networkId: number, holder: string): Promise<void> {
  await sql`
    update follow_state set holder = null, leased_until = null
     where network_id = ${networkId} and holder = ${holder}`
}

export type FollowState = {
  readonly state: NetworkState
  readonly stateSince: Date
  readonly checkedAt: Date
  readonly askedAt: Date | null
  readonly claimedTip: number | null
  readonly clock: NetworkClock | null
  readonly backfillPerSecond: number | null
}

/** False when another worker holds the network now. */
export async function saveFollowState(
  sql: AnySql,
  networkId: number,
  holder: string,
  state: FollowState,
): Promise<boolean> {
  const clock = state.clock === null ? null : sql.json({ ...state.clock })
  const rows = await sql`
    update follow_state
       set state = ${state.state}, state_since = ${state.stateSince}, checked_at = ${state.checkedAt},
           asked_at = ${state.askedAt}, claimed_tip = ${state.claimedTip}, clock = ${clock},
           backfill_per_second = ${state.backfillPerSecond}
     where network_id = ${networkId} and holder = ${holder}
    returning network_id`
  return rows.length === 1
}

export async function saveStop(sql: AnySql, networkId: number, stop: StopReason | null): Promise<void> {
  await sql`
    update follow_state set stop = ${stop === null ? null : sql.json({ ...stop })} where network_id = ${networkId}`
}
