import { z } from 'zod'
import type { Sql } from '#lib/db/client.ts'
import type { Network, Span, Tip } from './network.ts'
import { paramsFromJson } from './params-json.ts'
import { ClockView, NetworkKind, NetworkState } from './schema.ts'

const Int8 = z.coerce.number().nullable()

const Time = z.string().transform((text) => Date.parse(text))

const Row = z.object({
  key: z.int(),
  slug: z.string(),
  name: z.string(),
  params: z.unknown(),
  kind: NetworkKind,
  created_at: z.date(),
  state: NetworkState.nullable(),
  state_since: z.date().nullable(),
  checked_at: z.date().nullable(),
  asked_at: z.date().nullable(),
  claimed_tip: Int8,
  clock: ClockView.nullable(),
  stop: z.object({ epoch: z.int(), height: z.int(), code: z.string(), detail: z.string() }).nullable(),
  backfill_per_second: z.number().nullable(),
  pauses: z.array(z.object({ id: z.int(), from: Time, until: Time.nullable(), why: z.string() })).nullable(),
  tail_from: Int8,
  tail_next: Int8,
  backfill_from: Int8,
  backfill_next: Int8,
  backfill_until: Int8,
  tip_height: Int8,
  tip_hash: z.string().nullable(),
  tip_at: z.date().nullable(),
  tip_late_rounds: z.int().nullable(),
})

/** The configured networks by slug, or the one with this slug. */
export async function listNetworks(sql: Sql, slug: string | null): Promise<Network[]> {
  const rows = await sql`
    select n.id as key, n.slug, n.name, n.params, n.kind, n.created_at,
           f.state, f.state_since, f.checked_at, f.asked_at, f.claimed_tip, f.clock, f.stop, f.backfill_per_second,
           (select jsonb_agg(jsonb_build_object('id', p.id, 'from', p.from_at, 'until', p.until_at, 'why', p.why)
                             order by p.from_at, p.id)
              from network_pause p
             where p.network_id = n.id and (p.until_at is null or b.at is null or p.until_at > b.at)) as pauses,
           t.from_height as tail_from, t.next_height as tail_next,
           l.from_height as backfill_from, l.next_height as backfill_next, l.until_height as backfill_until,
           b.height as tip_height, encode(b.hash, 'hex') as tip_hash, b.at as tip_at, b.late_rounds as tip_late_rounds
      from network n
      left join follow_state f on f.network_id = n.id
      left join span t on t.network_id = n.id and t.lane = 'tail'
      left join span l on l.network_id = n.id and l.lane = 'backfill'
      left join block b on b.network_id = n.id and b.height = -1 +
           case when t.next_height > t.from_height then t.next_height else l.next_height end
     where n.active and (${slug}::text is null or n.slug = ${slug})
     order by n.slug collate "C"`
  return rows.map((row) => networkOf(Row.parse(row)))
}

function networkOf(row: z.output<typeof Row>): Network {
  return {
    key: row.key,
    slug: row.slug,
    name: row.name,
    kind: row.kind,
    params: paramsFromJson(row.params),
    state: row.state ?? 'syncing',
    stateSince: row.state_since ?? row.created_at,
    checkedAt: row.checked_at,
    askedAt: row.asked_at,
    claimedTip: row.claimed_tip,
    clock: row.clock,
    stop: row.stop,
    backfillPerSecond: row.backfill_per_second,
    pauses: (row.pauses ?? []).map(({ id, from, until, why }) => ({ id, fromMs: from, untilMs: until, why })),
    tail: spanOf(row.tail_from, row.tail_next, null),
    backfill: spanOf(row.backfill_from, row.backfill_next, row.backfill_until),
    tip: tipOf(row),
  }
}

function spanOf(
  fromHeight: number | null,
  nextHeight: number | null,
  untilHeight: number | null,
): Span | null {
  return fromHeight === null || nextHeight === null ? null : { fromHeight, nextHeight, untilHeight }
}

function tipOf(row: z.output<typeof Row>): Tip | null {
  if (row.tip_height === null || row.tip_hash === null || row.tip_at === null) return null
  return {
    height: row.tip_height,
    hash: row.tip_hash,
    at: row.tip_at,
    lateRounds: row.tip_late_rounds ?? 0,
  }
}
