import { ChainError } from './errors.ts'
import type { Era, NetworkParams } from './params.ts'

/**
 * The era a height belongs to: interval, footer delay and block reward are properties of the height itself.
 * Source: iotex-core consensus/consensusfsm/consensus_ttl.go (a fork height is the first of its era).
 * @throws {ChainError} `bad_height` below 1, `bad_params` without an era from height 1.
 */
export function eraAt(params: NetworkParams, height: number): Era {
  if (!Number.isSafeInteger(height) || height < 1) throw new ChainError('bad_height', `height is ${height}`)
  const era = params.eras.findLast((candidate) => candidate.fromHeight <= height)
  if (era === undefined) throw new ChainError('bad_params', 'no era begins at height 1')
  return era
}
