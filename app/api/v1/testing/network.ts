import { ioAddress } from '#lib/chain/address.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { Sql } from '#lib/db/client.ts'
import { paramsToJson } from '#lib/networks/params-json.ts'

/** 4 seats of 5 candidates, epochs of 8 blocks, a block every 5 s: small enough to work every answer out by hand. */
export const PARAMS: NetworkParams = {
  genesisMs: Date.UTC(2026, 0, 1),
  chainId: 1,
  evmChainId: 4690,
  seats: 4,
  candidateSeats: 5,
  eras: [{ fromHeight: 1, blockIntervalMs: 5000, subEpochs: 2, footerDelayMs: 4000, blockRewardRau: 8n }],
  forks: { bering: 1, easter: 1 },
  epochRewards: [{ fromHeight: 1, amountRau: 18_750n }],
  delegatesPaidEpochReward: 100,
  exemptOperators: [],
  foundationBonus: { amountRau: 0n, delegates: 0, epochs: [] },
  rewardingPoolAtGenesisRau: 2n,
  productivityThresholdPercent: 85,
  probationEpochs: 3,
  probationIntensityPercent: 90,
  scoreThresholdRau: 1n,
}

/** Delegates d0 … d5: owner and id, operator and reward all differ. d5 has no registration. */
export const who = (index: number) => ({
  id: ioAddress(new Uint8Array(20).fill(0x10 + index)),
  operator: ioAddress(new Uint8Array(20).fill(0x20 + index)),
  reward: ioAddress(new Uint8Array(20).fill(0x30 + index)),
  name: `delegate0${index}`,
})

/** Rounds in which the heights 1 to 12 were produced: two rounds lost at 5 (more than may be away), one at 10. */
const ROUNDS = [0, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0]
const TIP = ROUNDS.length
const hashOf = (height: number) => Buffer.alloc(32, height)

/** When a height of the seeded network was produced. */
export function atOf(height: number): Date {
  const rounds = ROUNDS.slice(0, height).reduce((sum, round) => sum + round + 1, 0)
  return new Date(PARAMS.genesisMs + rounds * 5000)
}

/** A network "lab" that stands at height 12 in its second epoch; two rounds were just lost at height 13. */
export async function seedNetwork(sql: Sql): Promise<number> {
  const [network] = await sql<{ id: number }[]>`
    insert into network (slug, name, params, kind) values ('lab', 'Lab', ${sql.json(paramsToJson(PARAMS))}, 'replay')
    returning id`
  const id = network?.id ?? 0
  await sql`insert into network (slug, name, params, active) values ('gone', 'Gone', ${sql.json(paramsToJson(PARAMS))}, false)`
  const askedAt = new Date(atOf(TIP).getTime() + 3 * 5000 + 1000)
  const clock = { anchorWallMs: 1, anchorNetworkMs: 2, speed: 1, endsAtMs: null, endHeight: null }
  await sql`
    insert into follow_state (network_id, state, state_since, checked_at, asked_at, claimed_tip, clock)
    values (${id}, 'stalled', ${askedAt}, now(), ${askedAt}, ${TIP}, ${sql.json(clock)})`
  await sql`
    insert into span (network_id, lane, from_height, next_height) values (${id}, 'tail', 1, ${TIP + 1})`
  await seedBlocks(sql, id)
  await seedEpoch(sql, id, 1, [3, 1, 2, 2], true)
  await seedEpoch(sql, id, 2, [1, 1, 0, 2], false)
  await seedDelegates(sql, id)
  const proof = {
    height: 7,
    check: 'receipt_root',
    expected: 'aa',
    got: 'bb',
    at: '2026-01-01T00:00:00.000Z',
  }
  await sql`
    insert into endpoint (network_id, name, addresses, height, lag, version, checked_at, verdict, proof)
    values (${id}, 'node-a', ${sql.json({ grpc: '127.0.0.1:14014', jsonrpc: null, gateway: true })}, 10, 2, 'v2.2.2', now(), 'ok', null),
           (${id}, 'node-b', ${sql.json({ grpc: '127.0.0.1:14015' })}, null, null, null, now(), 'lying', ${sql.json(proof)})`
  return id
}

async function seedBlocks(sql: Sql, network: number): Promise<void> {
  for (const [index, round] of ROUNDS.entries()) {
    const height = index + 1
    await sql`
      insert into block (network_id, height, hash, at, round, late_rounds, producer_seat, transactions, endorsers)
      values (${network}, ${height}, ${hashOf(height)}, ${atOf(height)}, ${round}, ${height === 6 ? 1 : 0},
              ${(height + round) % 4}, 2, ${height > 8 ? Buffer.from([0b1011]) : null})`
    for (let lost = 0; lost < round; lost++) {
      const at = new Date(atOf(height).getTime() - (round - lost) * 5000)
      await sql`
        insert into missed_slot (network_id, height, round, epoch, operator, kind, cause, run, at)
        values (${network}, ${height}, ${lost}, ${height > 8 ? 2 : 1}, ${who((height + lost) % 4).operator},
                ${lost === 0 ? 'primary' : 'covering'}, ${round > 1 ? 'network' : 'delegate'}, ${round}, ${at})`
    }
  }
}

async function seedEpoch(
  sql: Sql,
  network: number,
  epoch: number,
  made: number[],
  complete: boolean,
): Promise<void> {
  const start = (epoch - 1) * 8 + 1
  const checkpoint = epoch === 1 ? sql.json({ endpoints: ['node-a'], agreed: true }) : null
  await sql`
    insert into epoch (network_id, epoch, start_height, end_height, complete, quorum, produced_blocks, lost_rounds,
                       network_lost_rounds, late_commits, checkpoint)
    values (${network}, ${epoch}, ${start}, ${start + 7}, ${complete}, 3, ${complete ? 8 : 4}, ${complete ? 2 : 1},
            ${complete ? 2 : 0}, ${complete ? 1 : 0}, ${checkpoint})`
  for (let index = 0; index < 6; index++) {
    const { id, operator, reward, name } = who(index)
    const registered = index < 5
    const seat = index < 4 ? index : null
    const produced = made[index] ?? 0
    const votes = 10n ** 24n * BigInt(10 - index)
    await sql`
      insert into epoch_delegate (network_id, epoch, operator, delegate_id, name, identity, reward, rank, votes,
                                  votes_before_cut, seat, produced, expected, missed_primary, missed_covering,
                                  productivity_percent, unproductive, probation, probation_count)
      values (${network}, ${epoch}, ${operator}, ${registered ? id : null}, ${registered ? name : null}, '', ${reward},
              ${index + 1}, ${votes.toString()}, ${votes.toString()}, ${seat}, ${produced}, ${seat === null ? 0 : 2}, 0, 0,
              ${seat === null ? null : produced * 50}, ${complete && seat !== null ? produced < 2 : null}, false, 0)`
  }
}

async function seedDelegates(sql: Sql, network: number): Promise<void> {
  for (let index = 0; index < 5; index++) {
    const { id, operator, reward, name } = who(index)
    await sql`
      insert into delegate (network_id, id, owner, operator, reward, name)
      values (${network}, ${id}, ${id}, ${operator}, ${reward}, ${name})`
    await sql`
      insert into delegate_history (network_id, id, from_height, owner, operator, reward, name)
      values (${network}, ${id}, 1, ${id}, ${operator}, ${reward}, ${index === 0 ? 'formername' : name})`
  }
}
