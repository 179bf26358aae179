import { candidatesAfterCut } from '#lib/chain/candidates.ts'
import { probationList, probationWindowStart } from '#lib/chain/probation.ts'
import { type OpenEpoch, openEpoch, type SeatsCheck } from '#lib/epochs/open-epoch.ts'
import { pollResultFor, probationHistory } from '#lib/epochs/progress.service.ts'
import { failed, trusted } from '#lib/networks/endpoint-pool.service.ts'
import { agreedLists } from './checkpoint.service.ts'
import { BlocksError } from './errors.ts'
import { type Begin, missedPollResult } from './missed-poll-result.service.ts'

/**
 * An epoch before its first block. Its list comes from the verified poll result and our own production counts; where the
 * stored epochs do not reach far back enough, probation comes from endpoints, and for the first epoch of a run the whole list.
 * @throws {BlocksError} `no_poll_result`, `no_agreement`.
 */
export async function beginEpoch(begin: Begin, epoch: number, isFirst: boolean): Promise<OpenEpoch> {
  const open = await derivedEpoch(begin, epoch, isFirst)
  const seatsCheck = await compareSeats(begin, open)
  // An endpoint that could not answer because we are ending must not be stored as one that did not.
  begin.signal.throwIfAborted()
  return { ...open, seatsCheck }
}

async function derivedEpoch(begin: Begin, epoch: number, isFirst: boolean): Promise<OpenEpoch> {
  const { sql, networkId, params, pool, signal } = begin
  if (isFirst) {
    const { list, checkpoint } = await agreedLists(pool, params, epoch, signal)
    return openEpoch(params, epoch, list, checkpoint)
  }
  const candidates = (await pollResultFor(sql, networkId, epoch)) ?? (await missedPollResult(begin, epoch))
  if (candidates === null) {
    throw new BlocksError('no_poll_result', `no block of epoch ${epoch - 1} carries one`)
  }
  const history = await probationHistory(sql, networkId, params, epoch)
  if (history.knownFromEpoch <= probationWindowStart(params, epoch)) {
    const probation = probationList(params, epoch, history.unproductive)
    return openEpoch(params, epoch, candidatesAfterCut(params, epoch, candidates, probation), null)
  }
  const { probation, checkpoint } = await agreedLists(pool, params, epoch, signal)
  return openEpoch(params, epoch, candidatesAfterCut(params, epoch, candidates, probation), checkpoint)
}

const SEATS_TIMEOUT_MS = 3000

/** How an epoch's seats compare with a node's own answer; null when no node says. Ours stand, a difference is shown. */
async function compareSeats({ pool, signal }: Begin, open: OpenEpoch): Promise<SeatsCheck | null> {
  const { epoch, seats } = open
  for (const endpoint of trusted(pool)) {
    const { client, config } = endpoint
    if (endpoint.height !== null && endpoint.height < open.startHeight) continue
    try {
      const patience = { timeoutMs: SEATS_TIMEOUT_MS, signal }
      const theirs = await client.pollList('ActiveBlockProducersByEpoch', epoch, open.startHeight, patience)
      const place = seats.findIndex((operator, seat) => theirs[seat]?.address !== operator)
      const isEqual = place === -1 && theirs.length === seats.length
      const detail = `seat ${place} is ${seats[place]} by its blocks, ${theirs[place]?.address} by its answer`
      if (!isEqual) endpoint.conflict = { epoch, detail }
      return { endpoint: config.name, equal: isEqual, detail: isEqual ? '' : detail }
    } catch (error) {
      if (signal.aborted) return null
      failed(endpoint, error)
    }
  }
  return null
}
