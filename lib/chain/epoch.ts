import { ChainError } from './errors.ts'
import type { NetworkParams } from './params.ts'

/** A stretch of epochs of one length. */
type Stretch = {
  readonly epoch: number
  readonly height: number
  readonly blocks: number
  readonly fromHeight: number
}

const stretchesOf = new WeakMap<NetworkParams, readonly Stretch[]>()

/**
 * Where epochs change their length. An era that begins inside an epoch lengthens that whole epoch: the chain counts
 * from the first block of the epoch that holds the fork height.
 * Source: iotex-core action/protocol/rolldpos/epoch.go, GetEpochNum and GetEpochHeight.
 */
function stretches(params: NetworkParams): readonly Stretch[] {
  const known = stretchesOf.get(params)
  if (known !== undefined) return known
  const found: Stretch[] = []
  for (const era of params.eras) {
    const blocks = era.subEpochs * params.seats
    const last = found.at(-1)
    if (last === undefined) {
      found.push({ epoch: 1, height: 1, blocks, fromHeight: 1 })
    } else {
      const epoch = last.epoch + Math.floor((era.fromHeight - last.height) / last.blocks)
      const height = last.height + (epoch - last.epoch) * last.blocks
      found.push({ epoch, height, blocks, fromHeight: era.fromHeight })
    }
  }
  if (found.length === 0) throw new ChainError('bad_params', 'no era begins at height 1')
  stretchesOf.set(params, found)
  return found
}

function stretchBy(params: NetworkParams, holds: (stretch: Stretch) => boolean): Stretch {
  const stretch = stretches(params).findLast(holds)
  if (stretch === undefined) throw new ChainError('bad_params', 'no era begins at height 1')
  return stretch
}

/**
 * The epoch a height belongs to, from 1; all divisions round down.
 * @throws {ChainError} `bad_height` below 1.
 */
export function epochOf(params: NetworkParams, height: number): number {
  if (!Number.isSafeInteger(height) || height < 1) throw new ChainError('bad_height', `height is ${height}`)
  const stretch = stretchBy(params, ({ height: from }) => from <= height)
  return stretch.epoch + Math.floor((height - stretch.height) / stretch.blocks)
}

/**
 * The first height of an epoch.
 * @throws {ChainError} `bad_epoch` below 1.
 */
export function epochStart(params: NetworkParams, epoch: number): number {
  if (!Number.isSafeInteger(epoch) || epoch < 1) throw new ChainError('bad_epoch', `epoch is ${epoch}`)
  const stretch = stretchBy(params, ({ epoch: from }) => from <= epoch)
  return stretch.height + (epoch - stretch.epoch) * stretch.blocks
}

/** The last height of an epoch. */
export function epochEnd(params: NetworkParams, epoch: number): number {
  return epochStart(params, epoch + 1) - 1
}

/** Blocks in an epoch. */
export function blocksInEpoch(params: NetworkParams, epoch: number): number {
  return epochStart(params, epoch + 1) - epochStart(params, epoch)
}

/** Turn of the seats inside its epoch, from 0, that a height belongs to. */
export function subEpochOf(params: NetworkParams, height: number): number {
  return Math.floor((height - epochStart(params, epochOf(params, height))) / params.seats)
}

/**
 * The first height of an epoch that may carry its PutPollResult, the candidate snapshot of the next epoch. It is
 * tried again in the following blocks when it could not be built.
 * Source: iotex-core action/protocol/poll/util.go: height >= start + blocks / 2.
 */
export function pollResultHeight(params: NetworkParams, epoch: number): number {
  return epochStart(params, epoch) + Math.floor(blocksInEpoch(params, epoch) / 2)
}
