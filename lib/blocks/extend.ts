import { pollResultHeight } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import { ChainError } from '#lib/chain/errors.ts'
import { bytesEqual, hex, keccak256 } from '#lib/chain/hash.ts'
import { type MissedSlot, missedSlotsBefore } from '#lib/chain/missed-slots.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { proposerSeat } from '#lib/chain/proposer.ts'
import { lateRounds, type Parent, roundOf } from '#lib/chain/round.ts'
import type { OpenEpoch } from '#lib/epochs/open-epoch.ts'
import { actionIn, type DecodedBlock, timeMs } from './decode.ts'
import { addressOfKey, type Failure } from './verify.ts'

/** The last stored block: what the next one is derived from. */
export type Tip = Parent & { readonly hash: Uint8Array }

/** What is known of a block beyond its content: its place in the schedule. */
export type Placed = {
  readonly block: DecodedBlock
  readonly round: number
  readonly lateRounds: number
  readonly seat: number
  readonly missed: readonly MissedSlot[]
}

/**
 * Where a block stands in the schedule: its round, the rounds it committed late, and the slots missed before it.
 * @throws {ChainError} `off_grid`, `not_after_parent`, `wrong_proposer`: false bytes, or rules we do not know.
 */
export function placed(
  params: NetworkParams,
  open: OpenEpoch,
  tip: Parent | null,
  block: DecodedBlock,
): Placed {
  const { height, atMs } = block
  const round = roundOf(params, height, atMs, tip)
  const late = lateRounds(params, height, atMs, timeMs(block.footer))
  const seat = proposerSeat(params, height, round)
  const producer = addressOfKey(block.producerKey)
  if (open.seats[seat] !== producer) {
    const due = `round ${round} of block ${height} belongs to ${open.seats[seat]}`
    throw new ChainError('wrong_proposer', `${due}, but ${producer} produced it`)
  }
  return { block, round, lateRounds: late, seat, missed: missedSlotsBefore(params, height, round, tip) }
}

/** Adds a verified block to the counts of its epoch. */
export function addToEpoch(open: OpenEpoch, { seat, lateRounds: late, missed }: Placed): void {
  open.producedBlocks += 1
  if (late > 0) open.lateCommits += 1
  const producer = open.counts[seat]
  if (producer !== undefined) producer.produced += 1
  for (const slot of missed) {
    open.lostRounds += 1
    // A halt would give every seat a share of its rounds: they are nobody's.
    if (slot.cause === 'network') {
      open.networkLostRounds += 1
      continue
    }
    const counts = open.counts[slot.seat]
    if (counts === undefined) continue
    if (slot.kind === 'primary') counts.missedPrimary += 1
    else counts.missedCovering += 1
  }
}

/** The tip after a block. */
export function tipAfter(params: NetworkParams, { block, lateRounds: late }: Placed): Tip {
  return {
    height: block.height,
    hash: block.hash,
    atMs: block.atMs,
    lateRounds: late,
    committedAtMs: committedAtMs(params, block.height, block.atMs, late),
  }
}

/** When a block committed, as its footer says it: the end of the phases of the round in which it did. */
export function committedAtMs(params: NetworkParams, height: number, atMs: number, late: number): number {
  const { blockIntervalMs, footerDelayMs } = eraAt(params, height)
  return atMs + late * blockIntervalMs + footerDelayMs
}

/** An epoch whose poll result is looked for. */
export type PollWatch = Pick<OpenEpoch, 'epoch' | 'endHeight' | 'pollResult'>

/**
 * Takes the epoch's poll result out of a block, once the epoch is half over and until it is found. An action counts only
 * when its own hash stands in its receipt, under the receipt root; a native action whose hash does not is a failure, so
 * that a poll result cannot be swapped for something else.
 */
export function takePollResult(params: NetworkParams, open: PollWatch, block: DecodedBlock): Failure | null {
  if (open.pollResult !== null || block.height < pollResultHeight(params, open.epoch)) return null
  for (const [index, bytes] of block.actions.entries()) {
    const proven = block.actionHashes[index] ?? new Uint8Array()
    const action = actionIn(bytes)
    const hash = action === null || action.isNative ? keccak256(bytes) : proven
    if (!bytesEqual(hash, proven)) {
      return { height: block.height, check: 'action_hash', expected: hex(proven), got: hex(hash) }
    }
    const result = action?.pollResult ?? null
    if (action?.isNative && result?.startHeight === open.endHeight + 1) {
      open.pollResult = { height: block.height, candidates: result.candidates }
    }
  }
  return null
}

/**
 * The block before the first one that is followed, as an endpoint sends it. The first block's link proves its header;
 * its footer is part of the checkpoint.
 * @throws {ChainError} `off_grid`.
 */
export function checkpointTip(params: NetworkParams, { height, hash, atMs, footer }: DecodedBlock): Tip {
  const committed = timeMs(footer)
  return {
    height,
    hash,
    atMs,
    lateRounds: lateRounds(params, height, atMs, committed),
    committedAtMs: committed,
  }
}
