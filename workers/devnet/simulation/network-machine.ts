import { eraAt } from '#lib/chain/eras.ts'
import { quorumOf } from '#lib/chain/quorum.ts'
import { randomFrom } from '../generate/random.ts'
import type { LedgerBlock } from '../ledger.ts'
import type { BlockFile } from './block-file.ts'
import { type ChainMachine, chainMachine, type Locked } from './chain-machine.ts'
import { chosenNodes } from './chosen-nodes.ts'
import { createEconomy } from './economy/create-economy.ts'
import type { EconomyReads } from './economy/reads.ts'
import { FaultError, type SimulationFault, type SimulationFaultRequest } from './fault.ts'
import { faultTable } from './fault-table.ts'
import { mayBeInTime } from './heights.ts'
import {
  catchUp,
  gossip,
  hearBlock,
  isConnected,
  isRunning,
  isStuck,
  type NodeMachine,
  newNode,
} from './node-machine.ts'
import type { NetworkPlan } from './plan.ts'
import { quorumLosses } from './quorum-losses.ts'
import type { SimulationRecord } from './record.ts'
import { quorumLossOf, roundEnd, type SeatNow } from './round.ts'
import type { Story, StoryStatus, StoryStep } from './story.ts'
import { type StoryRunner, storyRunner } from './story-runner.ts'

/**
 * A network as a machine: given plan, seed, story and what was done by hand at which instant, everything that happens in
 * it comes out the same, however its time is advanced.
 */
export type NetworkMachine = {
  readonly chain: ChainMachine
  readonly nodes: readonly NodeMachine[]
  readonly economy: EconomyReads
  readonly nowMs: () => number
  /** The round of the open height that is under way. */
  readonly round: () => number
  readonly nextMs: () => number
  readonly advanceTo: (ms: number) => void
  readonly faults: () => readonly SimulationFault[]
  readonly addFault: (request: SimulationFaultRequest) => SimulationFault
  readonly endFault: (id: number | 'all') => boolean
  readonly runStory: (story: Story) => void
  readonly stopStory: () => void
  readonly story: () => StoryStatus | null
  readonly record: () => SimulationRecord
}

/** Shares of a round: how long others wait for a proposal, and for votes. 0.8 s and 0.45 s of 2.5 s. */
const PROPOSAL_SHARE = 0.32
const VOTE_SHARE = 0.18
/** How often the holder of the round in which a late block commits is still in time with the next one. */
const IN_TIME = 0.5

/** A network at genesis, which goes through the blocks in `blocks` again and then makes new ones. */
export function networkMachine(
  plan: NetworkPlan,
  blocks: BlockFile,
  onBlock: (block: LedgerBlock) => void,
): NetworkMachine {
  const { params } = plan
  const random = randomFrom(plan.seed)
  const economy = createEconomy(plan)
  const chain = chainMachine(plan, economy, blocks, randomFrom(plan.seed + 1))
  const nodes = newNodes(plan)
  const byOperator = new Map(nodes.flatMap((node) => (node.operator ? [[node.operator, node]] : [])))
  const table = faultTable(params, nodes)
  const losses = quorumLosses(params.seats)
  let runner: StoryRunner | null = null
  /** The faults that steps of the story put in force. */
  const told = new Map<StoryStep, number>()
  let now = params.genesisMs
  let round = 0
  let locked: Locked | null = null

  const seatNow = (operator: string): SeatNow => {
    const node = byOperator.get(operator)
    if (node === undefined) throw new RangeError(`nobody is registered as ${operator}`)
    const { height } = chain.open()
    const { overlay } = node
    const jitter = overlay.jitterMs > 0 ? random.unit() * overlay.jitterMs : 0
    const delayMs = Math.abs(overlay.clockOffsetMs) + overlay.latencyMs + jitter
    const { blockIntervalMs } = eraAt(params, height)
    return {
      operator,
      isThere: isConnected(node, now) && !overlay.isStandby && node.height === height - 1,
      disagrees: overlay.disagreesFrom <= height,
      proposesInTime: delayMs <= blockIntervalMs * PROPOSAL_SHARE,
      votesInTime: delayMs <= blockIntervalMs * VOTE_SHARE,
      commitVotesArrive: !overlay.losesCommitVotes,
    }
  }

  const tryRound = (inRound: number): boolean => {
    const seats = chain.set().seats.map(seatNow)
    const proposer = seats.find(({ operator }) => operator === chain.proposerOf(inRound))
    const end = roundEnd(seats, proposer)
    if (end.kind === 'lost' && locked === null) losses.lost(inRound, quorumLossOf(seats))
    if (end.kind === 'lost') return false
    if (end.kind === 'locked' && inRound < chain.open().openRound) return false // nobody keeps what came too early
    locked ??= chain.lock(inRound)
    if (end.kind === 'locked') return false
    const { height, openRound } = chain.open()
    const lockedIn = locked.round
    const block = chain.commit(locked, inRound, end.committers)
    losses.committed(height, openRound, lockedIn)
    locked = null
    for (const node of nodes) hearBlock(node, height, block.committedAtMs)
    onBlock(block)
    return true
  }

  const decideRound = (): void => {
    if (!tryRound(round)) {
      round += 1
      return
    }
    const parent = chain.parent()
    const { openRound } = chain.open()
    const mayTry = parent !== null && openRound > 0 && mayBeInTime(params, parent) && random.chance(IN_TIME)
    if (mayTry) tryRound(openRound - 1)
    round = chain.open().openRound
  }

  const tendNodes = (): void => {
    const tip = chain.open().height - 1
    const committedAt = (height: number) => blocks.block(height)?.committedAtMs ?? 0
    for (const node of nodes) {
      catchUp(node, tip, now, committedAt)
      gossip(node, nodes, now)
      if (isStuck(node, now)) table.restart(node, now, node.version)
    }
  }

  const put = (request: SimulationFaultRequest, story: string | null): SimulationFault => {
    const set = chain.set()
    const hit = chosenNodes(request.node, {
      nodes,
      seats: set.seats,
      ranked: set.candidates.map(({ operator }) => operator),
      isWell: (node) =>
        isRunning(node, now) && table.list().every((fault) => !fault.nodes.includes(node.index)),
      random,
    })
    return table.add(request, hit, {
      nowMs: now,
      height: chain.open().height,
      endHeight: set.endHeight,
      story,
    })
  }

  const tellStory = (): void => {
    for (const { step, what } of runner?.due(now, chain.open().height) ?? []) {
      const begun = told.get(step)
      if (what === 'end') {
        told.delete(step)
        if (begun !== undefined) table.end(begun, now)
        continue
      }
      try {
        told.set(step, put(step.fault, runner?.story.name ?? null).id)
      } catch (error) {
        // A story goes on when one of its steps has nobody left to hit.
        if (!(error instanceof FaultError)) throw error
      }
    }
  }

  const roundMs = () => chain.open().commitMs(round)
  const nextMs = () => Math.min(roundMs(), table.nextMs(), runner?.nextMs() ?? Number.POSITIVE_INFINITY)

  return {
    chain,
    nodes,
    economy: economy.reads,
    nowMs: () => now,
    round: () => round,
    nextMs,
    advanceTo: (ms) => {
      for (let next = nextMs(); next <= ms; next = nextMs()) {
        now = Math.max(now, next)
        table.endDue(now)
        tellStory()
        tendNodes()
        if (roundMs() <= now) decideRound()
      }
      now = Math.max(now, ms)
    },
    faults: table.list,
    addFault: (request) => put(request, null),
    endFault: (id) => table.end(id, now),
    runStory: (story) => {
      runner = storyRunner(params, story, now, chain.open().height)
    },
    stopStory: () => {
      for (const { id, story } of table.list()) if (story !== null) table.end(id, now)
      runner = null
    },
    story: () => runner?.status() ?? null,
    record: () => ({
      tip: chain.open().height - 1,
      quorum: quorumOf(params.seats),
      epochs: chain.accounts(),
      shortLosses: losses.short,
      halts: losses.halts,
    }),
  }
}

function newNodes({ delegates, gateways, version, params }: NetworkPlan): NodeMachine[] {
  const options = { version, genesisMs: params.genesisMs, nodes: delegates.length + gateways }
  const own = delegates.map(({ name, operator }, index) => newNode(index, name, operator, options))
  const open = Array.from({ length: gateways }, (_, index) =>
    newNode(delegates.length + index, `gateway-${index}`, null, options),
  )
  return [...own, ...open]
}
