import { ChainError } from '#lib/chain/errors.ts'
import type { MissedSlot } from '#lib/chain/missed-slots.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { roundOf } from '#lib/chain/round.ts'
import { isSignedBy } from '#lib/chain/signatures.ts'
import type { OpenEpoch } from '#lib/epochs/open-epoch.ts'
import type { DecodedBlock, Received } from './decode.ts'
import { BlocksError } from './errors.ts'
import { addToEpoch, type Placed, placed, type Tip, takePollResult, tipAfter } from './extend.ts'
import {
  checkedCommit,
  type Failure,
  failedContent,
  failedHeader,
  isFailure,
  isSampled,
  noBlock,
  type SignedBy,
} from './verify.ts'

/** A verified block as it is stored. */
export type BlockRow = {
  readonly height: number
  readonly hash: Uint8Array
  readonly atMs: number
  readonly round: number
  readonly lateRounds: number
  readonly producerSeat: number
  readonly transactions: number
  /** Seats whose commit signatures were checked; null = proven by its descendants. */
  readonly endorsers: readonly number[] | null
}

export type ReadChunk = {
  readonly kind: 'verified'
  readonly tip: Tip
  readonly rows: readonly BlockRow[]
  readonly missed: readonly MissedSlot[]
}

/** A verified block that our rules do not explain. */
export type Stop = {
  readonly epoch: number
  readonly height: number
  readonly code: string
  readonly detail: string
}

export type ChunkResult =
  | ReadChunk
  | { readonly kind: 'lying'; readonly failure: Failure }
  | { readonly kind: 'stopped'; readonly stop: Stop }

/** Whether signatures are checked of every block, or only where something hangs on them. */
export type Mode = 'every' | 'needed'

type Reader = {
  readonly params: NetworkParams
  readonly open: OpenEpoch
  readonly mode: Mode
  readonly signedBy: SignedBy
  tip: Tip | null
  previous: DecodedBlock | null
  readonly rows: BlockRow[]
  readonly missed: MissedSlot[]
  readonly proven: Map<number, readonly number[]>
}

class Lie extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.check)
    this.failure = failure
  }
}

/**
 * Verifies consecutive blocks of one epoch and derives what they mean; `open` grows with them, so give it a copy.
 * Hash links reach backwards: with `needed` the last block's commit proves all before it. No hash covers a footer, so
 * commits are checked as well of h − 1 and h wherever a round was lost, and of every block that claims a late commit; of
 * every eighth of the others one endorsement, so that late commits cannot be hidden for long. `signedBy` may put the
 * signatures off.
 */
export function readChunk(
  params: NetworkParams,
  open: OpenEpoch,
  tip: Tip | null,
  sent: readonly Received[],
  mode: Mode,
  signedBy: SignedBy = isSignedBy,
): ChunkResult {
  const found = { rows: [], missed: [], proven: new Map() }
  const reader: Reader = { params, open, mode, signedBy, tip, previous: null, ...found }
  const start = (tip?.height ?? 0) + 1
  const blocks: DecodedBlock[] = []
  try {
    for (const [index, one] of sent.entries()) blocks.push(blockAmong(one, start + index))
    for (const [index, block] of blocks.entries())
      readBlock(reader, block, start + index, index === blocks.length - 1)
  } catch (error) {
    if (error instanceof Lie) {
      const failure = firstLie(reader, blocks, tip?.hash ?? null, start) ?? error.failure
      return { kind: 'lying', failure }
    }
    if (!(error instanceof ChainError)) throw error
    const failure = firstLie(reader, blocks, tip?.hash ?? null, start)
    if (failure !== null) return { kind: 'lying', failure }
    const height = (reader.tip?.height ?? 0) + 1
    return { kind: 'stopped', stop: { epoch: open.epoch, height, code: error.code, detail: error.message } }
  }
  if (reader.tip === null) throw new BlocksError('bad_block', 'no blocks in a chunk')
  const rows = reader.rows.map((row) => ({ ...row, endorsers: reader.proven.get(row.height) ?? null }))
  return { kind: 'verified', tip: reader.tip, rows, missed: reader.missed }
}

function blockAmong(one: Received, height: number): DecodedBlock {
  if (one instanceof BlocksError) throw new Lie(noBlock(height, one.message))
  return one
}

function readBlock(reader: Reader, block: DecodedBlock, height: number, isLast: boolean): void {
  const { params, open, mode, signedBy, previous } = reader
  refuse(failedContent(block, height, reader.tip?.hash ?? null))
  if (mode === 'every' || isLast) refuse(failedHeader(block, open.seatOf, signedBy))
  if (isFarOff(params, reader.tip, block)) refuse(failedAtOnce(block, open.seatOf))
  const place = placed(params, open, reader.tip, block)
  const parentMatters = place.missed.length > 0 && previous !== null
  if (parentMatters && !reader.proven.has(previous.height)) proveCommit(reader, previous)
  const matters = mode === 'every' || isLast || place.missed.length > 0 || place.lateRounds > 0
  if (matters) proveCommit(reader, block)
  else if (isSampled(height) && isFailure(checkedCommit(block, open.seatOf, signedBy, true))) {
    proveCommit(reader, block)
  }
  refuse(takePollResult(params, open, block))
  addToEpoch(open, place)
  reader.rows.push(rowOf(place))
  for (const slot of place.missed) reader.missed.push(slot) // a long halt has more than arguments may be spread
  reader.tip = tipAfter(params, place)
  reader.previous = block
}

/** Rounds that nobody should have to list before the block is known to be true. */
const FAR_OFF_ROUNDS = 1000

function isFarOff(params: NetworkParams, tip: Tip | null, { height, atMs }: DecodedBlock): boolean {
  return roundOf(params, height, atMs, tip) > FAR_OFF_ROUNDS
}

/** Header and commit, with no signature put off. */
function failedAtOnce(block: DecodedBlock, seats: ReadonlyMap<string, number>): Failure | null {
  const commit = checkedCommit(block, seats)
  return failedHeader(block, seats) ?? (isFailure(commit) ? commit : null)
}

function proveCommit(reader: Reader, block: DecodedBlock): void {
  const commit = checkedCommit(block, reader.open.seatOf, reader.signedBy)
  if (isFailure(commit)) throw new Lie(commit)
  reader.proven.set(block.height, commit.endorsers)
}

function refuse(failure: Failure | null): void {
  if (failure !== null) throw new Lie(failure)
}

/** A break shows at the first block that does not fit, which may be the one after the changed one: look closer. */
function firstLie(
  { open }: Reader,
  blocks: readonly DecodedBlock[],
  parentHash: Uint8Array | null,
  start: number,
): Failure | null {
  let previous = parentHash
  for (const [index, block] of blocks.entries()) {
    const failure = failedContent(block, start + index, previous) ?? failedAtOnce(block, open.seatOf)
    if (failure !== null) return failure
    previous = block.hash
  }
  return null
}

function rowOf({
  block,
  round,
  lateRounds,
  seat,
}: Placed): Omit<BlockRow, 'endorsers'> & { endorsers: null } {
  const { height, hash, atMs, actions } = block
  return {
    height,
    hash,
    atMs,
    round,
    lateRounds,
    producerSeat: seat,
    transactions: actions.length,
    endorsers: null,
  }
}
