import type { PollCandidate } from '#lib/chain/candidates.ts'
import { epochOf } from '#lib/chain/epoch.ts'
import { keccak256 } from '#lib/chain/hash.ts'
import type { UnproductiveEpoch } from '#lib/chain/probation.ts'
import { mayBeAway, quorumOf } from '#lib/chain/quorum.ts'
import { builtBlock } from '../generate/build-block.ts'
import { type CheckedEpoch, close, enter, openAccount } from '../generate/checked.ts'
import type { GeneratedDelegate } from '../generate/delegates.ts'
import { type EpochSet, epochSet, pollHeight, unproductiveKeys } from '../generate/epoch-set.ts'
import type { Random } from '../generate/random.ts'
import type { LedgerBlock } from '../ledger.ts'
import type { BlockFile } from './block-file.ts'
import type { BlockFacts, DecidedBody, Economy } from './economy/economy.ts'
import { encodedBody } from './economy/encoded-body.ts'
import { type CommittedBlock, type OpenHeight, openHeightAfter } from './heights.ts'
import type { NetworkPlan } from './plan.ts'

/** A block that a quorum locked: whoever proposes next proposes this one, unchanged. */
export type Locked = { readonly round: number; readonly facts: BlockFacts; readonly body: DecidedBody }

/** Epochs, lists and blocks of a network, one height after the other. */
export type ChainMachine = {
  readonly open: () => OpenHeight
  readonly parent: () => CommittedBlock | null
  readonly set: () => EpochSet
  readonly setOf: (epoch: number) => EpochSet | undefined
  readonly accounts: () => readonly CheckedEpoch[]
  /** The height in this epoch that carries the poll result. */
  readonly pollAt: () => number
  readonly proposerOf: (round: number) => string
  readonly lock: (round: number) => Locked
  /** Commits a locked block in `inRound`; the quorum is drawn from `committers`. */
  readonly commit: (locked: Locked, inRound: number, committers: readonly string[]) => LedgerBlock
}

type OpenEpoch = {
  readonly set: EpochSet
  readonly account: CheckedEpoch
  readonly pollAt: number
  readonly next: readonly PollCandidate[] | null
}

/** Hash of block 0: networks of another beginning are other networks. */
export function genesisHashOf({ name, seed, params }: NetworkPlan): Uint8Array {
  return keccak256(Buffer.from(`${name} ${seed} ${params.genesisMs}`))
}

/**
 * A chain at its beginning. Where `blocks` has a height already (the network was started again) its bytes are taken as
 * they are: decisions come out the same from plan, seed and story, and need not be signed twice.
 */
export function chainMachine(
  plan: NetworkPlan,
  economy: Economy,
  blocks: BlockFile,
  random: Random,
): ChainMachine {
  const { params } = plan
  const byOperator = new Map(plan.delegates.map((delegate) => [delegate.operator, delegate]))
  const delegateOf = (operator: string): GeneratedDelegate => {
    const delegate = byOperator.get(operator)
    if (delegate === undefined) throw new RangeError(`nobody is registered as ${operator}`)
    return delegate
  }
  const sets = new Map<number, EpochSet>()
  const accounts: CheckedEpoch[] = []
  const unproductive: UnproductiveEpoch[] = []
  const begin = (epoch: number, candidates: readonly PollCandidate[]): OpenEpoch => {
    const set = epochSet(params, epoch, candidates, unproductive)
    const account = openAccount(set)
    sets.set(epoch, set)
    accounts.push(account)
    return { set, account, pollAt: pollHeight(params, epoch, 0), next: null }
  }
  let parent: CommittedBlock | null = null
  let parentHash = genesisHashOf(plan)
  let open = openHeightAfter(params, null)
  let epoch = begin(1, economy.snapshot(1, params.genesisMs))
  const proposerOf = (round: number) => epoch.set.seats[(open.height + round) % params.seats] ?? ''

  const lock = (round: number): Locked => {
    const { height } = open
    const producer = delegateOf(proposerOf(round))
    const isPoll = height === epoch.pollAt
    const next = isPoll ? economy.snapshot(height, parent?.atMs ?? params.genesisMs) : epoch.next
    epoch = { ...epoch, next }
    const pollResult =
      isPoll && next !== null ? { startHeight: epoch.set.endHeight + 1, candidates: next } : null
    let short: ReadonlyMap<string, number> | null = null
    if (height === epoch.set.endHeight) {
      const { account } = epoch
      const produced = {
        ...account.produced,
        [producer.operator]: (account.produced[producer.operator] ?? 0) + 1,
      }
      short = close({ ...account, produced }, params)
    }
    const facts = { height, atMs: open.startMs(round), producer, set: epoch.set, pollResult, short }
    return { round, facts, body: economy.enter(facts) }
  }

  const commit = (locked: Locked, inRound: number, committers: readonly string[]): LedgerBlock => {
    const { facts } = locked
    const lateRounds = inRound - locked.round
    const committedAtMs = open.commitMs(inRound)
    const endorsers = random.draw(committers, quorumOf(params.seats))
    const stored = blocks.block(facts.height)
    const block = stored ?? blocks.append(bytesOf(locked, committedAtMs, endorsers))
    if (
      block.atMs !== facts.atMs ||
      block.committedAtMs !== committedAtMs ||
      block.producer !== facts.producer.operator
    )
      throw new RangeError(`block ${facts.height} is not what this plan and story make of it`)
    enterBlock(locked, lateRounds)
    parent = { height: facts.height, atMs: facts.atMs, committedAtMs, lateRounds }
    parentHash = Buffer.from(block.hash, 'hex')
    if (facts.height === epoch.set.endHeight) {
      close(epoch.account, params)
      unproductive.push(unproductiveKeys(params, epoch.set, [...(facts.short ?? new Map()).keys()]))
      unproductive.splice(0, unproductive.length - params.probationEpochs)
      epoch = begin(epochOf(params, facts.height + 1), epoch.next ?? [])
    }
    open = openHeightAfter(params, parent)
    return block
  }

  const bytesOf = ({ facts, body }: Locked, committedAtMs: number, endorsers: readonly string[]) => {
    const { height, atMs, producer } = facts
    const plan = { height, atMs, producer, committedAtMs, parentHash, endorsers: endorsers.map(delegateOf) }
    return builtBlock({ ...plan, ...encodedBody(params, facts, body) }).info
  }

  const enterBlock = ({ round, facts }: Locked, lateRounds: number): void => {
    const { height } = facts
    const missed = Array.from({ length: Math.max(0, round - open.openRound) }, (_, index) => {
      const lost = open.openRound + index
      return { round: lost, seat: (height + lost) % params.seats }
    })
    const cause = missed.length > mayBeAway(params.seats) ? 'network' : 'delegate'
    enter(epoch.account, height, { round, lateRounds, missed, cause })
  }

  return {
    open: () => open,
    parent: () => parent,
    set: () => epoch.set,
    setOf: (number) => sets.get(number),
    accounts: () => accounts,
    pollAt: () => epoch.pollAt,
    proposerOf,
    lock,
    commit,
  }
}
