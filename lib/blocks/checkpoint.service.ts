import { drawSeats, type RankedCandidate } from '#lib/chain/candidates.ts'
import { epochStart } from '#lib/chain/epoch.ts'
import { ChainError } from '#lib/chain/errors.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { lookupKey } from '#lib/chain/probation.ts'
import type { Checkpoint } from '#lib/epochs/open-epoch.ts'
import {
  distrust,
  type EndpointPool,
  failed,
  type PooledEndpoint,
  trusted,
} from '#lib/networks/endpoint-pool.service.ts'
import { NodeError } from '#lib/nodes/errors.ts'
import { BlocksError } from './errors.ts'

/** An epoch's lists as endpoints give them, where no verified block does. */
export type AgreedLists = {
  readonly list: readonly RankedCandidate[]
  readonly probation: ReadonlyMap<string, number>
  readonly checkpoint: Checkpoint
}

type Answer = {
  readonly endpoint: PooledEndpoint
  readonly list: RankedCandidate[]
  readonly probation: Map<string, number>
}

const TIMEOUT_MS = 4000

/**
 * Candidates and probation of an epoch from two endpoints that agree, or from one when only one can answer.
 * @throws {BlocksError} `no_agreement`: nobody answered, or no two of those that did agree.
 */
export async function agreedLists(
  pool: EndpointPool,
  params: NetworkParams,
  epoch: number,
  signal: AbortSignal,
): Promise<AgreedLists> {
  const asked = trusted(pool)
  const answers: Answer[] = []
  const silent: PooledEndpoint[] = []
  await Promise.all(
    asked.map(async (endpoint) => {
      try {
        answers.push(await listsOf(endpoint, params, epoch, signal))
      } catch (error) {
        if (!isUnable(error)) silent.push(endpoint)
        if (!(error instanceof ChainError)) failed(endpoint, error)
      }
    }),
  )
  const groups = Map.groupBy(answers, ({ list, probation }) => fingerprint(list, probation))
  const [largest, ...others] = [...groups.values()].sort((a, b) => b.length - a.length)
  const first = largest?.[0]
  if (largest === undefined || first === undefined) {
    throw new BlocksError('no_agreement', `no endpoint gives the lists of epoch ${epoch}`)
  }
  if (answers.length === 1 && silent.length > 0) {
    throw new BlocksError('no_agreement', `only one endpoint gave the lists of epoch ${epoch} so far`)
  }
  if (answers.length > 1 && largest.length <= Math.max(1, others[0]?.length ?? 0)) {
    const detail = `the lists of epoch ${epoch} differ, and no block proves any of them yet`
    distrust(asked, { epoch, detail })
    throw new BlocksError('no_agreement', detail)
  }
  for (const { endpoint } of others.flat()) {
    const names = largest.map((one) => one.endpoint.config.name).join(' and ')
    endpoint.conflict = { epoch, detail: `its lists differ from those of ${names}` }
  }
  const endpoints = largest.map(({ endpoint }) => endpoint.config.name).sort()
  return {
    list: first.list,
    probation: first.probation,
    checkpoint: { endpoints, agreed: endpoints.length > 1 },
  }
}

/** Whether an endpoint can never answer, so that one that can is enough. */
function isUnable(error: unknown): boolean {
  return error instanceof ChainError || (error instanceof NodeError && error.code === 'not_supported')
}

async function listsOf(
  endpoint: PooledEndpoint,
  params: NetworkParams,
  epoch: number,
  signal: AbortSignal,
): Promise<Answer> {
  const { client } = endpoint
  const patience = { timeoutMs: TIMEOUT_MS, signal }
  const start = epochStart(params, epoch)
  const candidates = await client.pollList('CandidatesByEpoch', epoch, start, patience)
  const { entries } = await client.probationList(epoch, start, patience)
  const probation = new Map(entries.map(({ key, count }) => [key, count]))
  const list = candidates.map(({ address, identity, reward, votes }): RankedCandidate => {
    const count = probation.get(lookupKey(params, epoch, { operator: address, identity })) ?? 0
    const votesBeforeCut = count > 0 ? null : votes
    return { operator: address, identity, reward, votes, votesBeforeCut, probationCount: count }
  })
  drawSeats(params, epoch, list) // a list that cannot fill the seats is no answer
  return { endpoint, list, probation }
}

function fingerprint(list: readonly RankedCandidate[], probation: ReadonlyMap<string, number>): string {
  const entries = list.map(
    ({ operator, identity, reward, votes }) => `${operator} ${identity} ${reward} ${votes}`,
  )
  return [...entries, ...[...probation].map(([key, count]) => `${key} ${count}`).sort()].join('\n')
}
