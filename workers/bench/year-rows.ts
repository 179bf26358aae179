import { ioAddress } from '#lib/chain/address.ts'
import { epochEnd, epochOf, epochStart } from '#lib/chain/epoch.ts'
import { mainnet } from '#lib/chain/mainnet.ts'
import type { Sql } from '#lib/db/client.ts'
import { paramsToJson } from '#lib/networks/params-json.ts'

const EPOCHS = 8760
const CANDIDATES = 36
const BLOCKS = 1_000_000
const MISSED_SLOTS = 100_000
/** Part of the missed slots: one halt of some hours in the open epoch, the worst that a board may have to show. */
const HALT_ROUNDS = 5000
/** More are registered than stand in one list, as on mainnet. */
const REGISTERED = 60
const INTERVAL_MS = 2500

/** The year that is loaded: where it begins and ends, and whom it has. */
export type Year = {
  readonly slug: string
  readonly tip: number
  readonly firstEpoch: number
  readonly lastEpoch: number
  readonly names: readonly string[]
}

/** Loads a year of mainnet's shape, made in the database itself: every count as large as a real one, no block real. */
export async function loadYear(sql: Sql): Promise<Year> {
  const lastEpoch = 65_320
  const firstEpoch = lastEpoch - EPOCHS + 1
  const tip = epochStart(mainnet, lastEpoch) + 1000
  const tipAt = new Date(Date.UTC(2026, 10, 1))
  const from = epochStart(mainnet, firstEpoch)
  const operators = Array.from({ length: REGISTERED }, (_, index) =>
    ioAddress(new Uint8Array(20).fill(index + 1)),
  )
  const names = operators.map((_, index) => `delegate${String(index).padStart(2, '0')}`)
  const network = await insertNetwork(sql, from, tip, tipAt)
  await sql`
    insert into delegate (network_id, id, owner, operator, reward, name)
    select ${network}, operator, operator, operator, operator, name
      from unnest(${operators}::text[], ${names}::text[]) as d(operator, name)`
  await sql`
    insert into delegate_history (network_id, id, from_height, owner, operator, reward, name)
    select network_id, id, 1 + step, owner, operator, reward, name from delegate, generate_series(0, 2) as step`
  await insertEpochs(sql, network, firstEpoch, lastEpoch, tip)
  await insertCandidates(sql, network, firstEpoch, lastEpoch, operators, names)
  await insertBlocks(sql, network, tip, tipAt)
  await insertMissed(sql, network, from, tip, tipAt, operators)
  await sql`vacuum analyze`
  return { slug: 'year', tip, firstEpoch, lastEpoch, names }
}

async function insertNetwork(sql: Sql, from: number, tip: number, tipAt: Date): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into network (slug, name, params) values ('year', 'A generated year', ${sql.json(paramsToJson(mainnet))})
    returning id`
  const network = row?.id ?? 0
  await sql`
    insert into follow_state (network_id, state, state_since, checked_at, asked_at, claimed_tip)
    values (${network}, 'live', ${tipAt}, now(), ${tipAt}, ${tip})`
  await sql`
    insert into span (network_id, lane, from_height, next_height) values (${network}, 'tail', ${from}, ${tip + 1})`
  return network
}

async function insertEpochs(
  sql: Sql,
  network: number,
  first: number,
  last: number,
  tip: number,
): Promise<void> {
  const start = epochStart(mainnet, first)
  const length = epochEnd(mainnet, first) - start + 1
  await sql`
    insert into epoch (network_id, epoch, start_height, end_height, complete, quorum, produced_blocks, lost_rounds,
                       network_lost_rounds, late_commits)
    select ${network}, ${first} + i, ${start} + i * ${length}::bigint, ${start} + (i + 1) * ${length}::bigint - 1,
           ${first} + i < ${last}, 17,
           case when ${first} + i < ${last} then ${length} else ${tip - epochStart(mainnet, last) + 1}::int end, 11, 0, 0
      from generate_series(0, ${last - first}) as i`
}

/** Each epoch lists 36 of the registered, another cut of the circle every epoch; the first 24 have the seats. */
async function insertCandidates(
  sql: Sql,
  network: number,
  first: number,
  last: number,
  operators: readonly string[],
  names: readonly string[],
): Promise<void> {
  await sql`
    insert into epoch_delegate (network_id, epoch, operator, delegate_id, name, identity, reward, rank, votes,
                                votes_before_cut, seat, produced, expected, missed_primary, missed_covering,
                                productivity_percent, unproductive, probation, probation_count)
    select ${network}, epoch, o.operator, o.operator, o.name, o.operator, o.operator, rank,
           (500 - rank) * 1000000000000000000000000::numeric, (500 - rank) * 1000000000000000000000000::numeric,
           case when rank <= 24 then rank - 1 end, case when rank <= 24 then 60 else 0 end,
           case when rank <= 24 then 60 else 0 end, 0, 0, case when rank <= 24 then 100 end,
           case when rank <= 24 and epoch < ${last} then epoch % 7 = 0 and rank = 3 end, false, 0
      from generate_series(${first}::int, ${last}::int) as epoch
     cross join generate_series(1, ${CANDIDATES}::int) as rank
      join unnest(${[...operators]}::text[], ${[...names]}::text[]) with ordinality as o(operator, name, place)
        on o.place = (epoch + rank) % ${REGISTERED}::int + 1`
}

async function insertBlocks(sql: Sql, network: number, tip: number, tipAt: Date): Promise<void> {
  await sql`
    insert into block (network_id, height, hash, at, round, late_rounds, producer_seat, transactions, endorsers)
    select ${network}, ${tip} - i, sha256(int8send(${tip} - i)), ${tipAt}::timestamptz - i * interval '2.5 seconds',
           case when i = 10 then ${HALT_ROUNDS}::int when (${tip} - i) % 126 = 0 then 1 else 0 end, 0,
           (${tip} - i) % 24, 3, '\\xffff01'::bytea
      from generate_series(${BLOCKS - 1}::bigint, 0, -1) as i`
}

async function insertMissed(
  sql: Sql,
  network: number,
  from: number,
  tip: number,
  tipAt: Date,
  operators: readonly string[],
): Promise<void> {
  const perEpoch = epochEnd(mainnet, epochOf(mainnet, from)) - from + 1
  const every = Math.floor((tip - from) / (MISSED_SLOTS - HALT_ROUNDS))
  await sql`
    insert into missed_slot (network_id, height, round, epoch, operator, kind, cause, run, at)
    select ${network}, m.height, m.round, m.epoch,
           (${[...operators]}::text[])[(m.epoch + (m.height + m.round) % 24 + 1) % ${REGISTERED}::int + 1],
           case when m.round = 0 then 'primary' else 'covering' end,
           case when m.run > 7 then 'network' else 'delegate' end, m.run,
           ${tipAt}::timestamptz - (${tip} - m.height) * interval '2.5 seconds'
      from (
        select ${from} + i * ${every}::bigint as height, 0 as round, 1 as run,
               (${epochOf(mainnet, from)} + i * ${every}::bigint / ${perEpoch}::int)::int as epoch
          from generate_series(1, ${MISSED_SLOTS - HALT_ROUNDS}::int) as i
        union all
        select ${tip - 10}, lost, ${HALT_ROUNDS}, ${epochOf(mainnet, tip)} from generate_series(0, ${HALT_ROUNDS - 1}::int) as lost
      ) m
    on conflict do nothing`
}

/** How far apart two blocks are when none is lost. */
export const BLOCKS_A_YEAR = Math.round((365 * 86_400_000) / INTERVAL_MS)
