import { setImmediate as breathe } from 'node:timers/promises'
import { blocksInEpoch, epochStart } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import { hex } from '#lib/chain/hash.ts'
import { type NetworkClock, networkTime, wallNow } from '#lib/clock.ts'
import type { LedgerBlock } from '../ledger.ts'
import { openBlockFile } from './block-file.ts'
import { genesisHashOf } from './chain-machine.ts'
import { type Deed, perform, readJournal, writeDeed } from './journal.ts'
import { openFolder } from './network-folder.ts'
import { type NetworkMachine, networkMachine } from './network-machine.ts'
import { nodeStateOf } from './node-state.ts'
import type { NetworkPlan } from './plan.ts'
import type { SimulatedNetwork } from './simulated-network.ts'
import type { Story } from './story.ts'

export type StartOptions = {
  readonly plan: NetworkPlan
  /** Network seconds in a wall second, above 0. */
  readonly speed: number
  /** Keeps blocks and deeds here and goes on from them; null = for this run only. */
  readonly dataDir: string | null
  /** Epochs made before anybody is let in; a part of one is a part of its blocks. */
  readonly historyEpochs: number
  readonly story: Story | null
  /** When the story begins; in a history one that does not repeat would be over before anybody looked. */
  readonly storyBegins: 'at_genesis' | 'after_history'
}

/** The most wall time that is spent on catching up before others get their turn. */
const SLICE_MS = 50
const SAVE_TIME_MS = 1000
const WAIT_MS_MAX = 1000

/** Genesis of a network whose history of so many epochs ends about now; on the grid of its blocks. */
export function genesisBefore(wallMs: number, epochMs: number, historyEpochs: number): number {
  // Slots that are lost stretch an epoch by about this.
  const stretched = historyEpochs * epochMs * 1.02
  return Math.floor((wallMs - stretched) / 10_000) * 10_000
}

/** Starts a network, or goes on with the one that `dataDir` holds; its clock runs when this returns. */
export async function startNetwork(options: StartOptions): Promise<SimulatedNetwork> {
  const { plan, speed, story, historyEpochs } = options
  const folder = openFolder(options.dataDir, plan, story)
  const blocks = openBlockFile(folder.blocks)
  const hearers = new Set<(block: LedgerBlock) => void>()
  const watchers = new Set<() => void>()
  const onBlock = (block: LedgerBlock) => {
    for (const hearer of hearers) hearer(block)
  }
  const machine = networkMachine(plan, blocks, onBlock)
  if (story !== null && options.storyBegins === 'at_genesis') machine.runStory(story)
  const journal = readJournal(folder.journal)
  for (const { atMs, deed } of journal) {
    await advance(machine, () => atMs)
    perform(machine, deed)
  }
  const history = historyBlocks(plan, historyEpochs)
  const isThere = () =>
    machine.chain.open().height > Math.max(history, blocks.count()) && machine.nowMs() >= (folder.lastMs ?? 0)
  await inSlices(() => {
    if (!isThere()) machine.advanceTo(machine.nextMs())
    return isThere()
  })

  const wasTold = journal.some(({ deed }) => deed.kind === 'run_story')
  if (story !== null && options.storyBegins === 'after_history' && !wasTold) {
    machine.runStory(story)
    writeDeed(folder.journal, { atMs: machine.nowMs(), deed: { kind: 'run_story', story } })
  }

  const clock: NetworkClock = {
    anchorWallMs: wallNow(),
    anchorNetworkMs: machine.nowMs(),
    speed,
    endsAtMs: null,
    endHeight: null,
  }
  const nowMs = () => networkTime(clock, wallNow())
  const tell = () => {
    for (const watcher of watchers) watcher()
  }
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const live = async (): Promise<void> => {
    if (isClosed) return
    if (machine.nextMs() <= nowMs()) {
      await advance(machine, nowMs)
      tell()
    }
    const waitMs = (machine.nextMs() - nowMs()) / speed
    if (!isClosed) timer = setTimeout(() => void live(), Math.min(WAIT_MS_MAX, Math.max(1, waitMs)))
  }
  const saving = setInterval(() => folder.saveTime(machine.nowMs()), SAVE_TIME_MS)
  void live()

  const act = (deed: Deed): unknown => {
    machine.advanceTo(nowMs())
    const atMs = machine.nowMs()
    const result = perform(machine, deed)
    writeDeed(folder.journal, { atMs, deed })
    tell()
    return result
  }
  const tip = () => machine.chain.open().height - 1
  return {
    plan,
    nodes: machine.nodes.map((node) => ({
      index: node.index,
      name: node.name,
      operator: node.operator,
      state: () => nodeStateOf(machine, node, nowMs()),
    })),
    economy: machine.economy,
    clock: () => clock,
    nowMs,
    tip,
    block: (height) => (height > tip() ? undefined : blocks.block(height)),
    heightOf: blocks.heightOf,
    genesisHash: hex(genesisHashOf(plan)),
    epochSet: machine.chain.setOf,
    record: machine.record,
    faults: machine.faults,
    addFault: (request) => act({ kind: 'add_fault', request }) as ReturnType<typeof machine.addFault>,
    endFault: (id) => act({ kind: 'end_fault', id }) as boolean,
    runStory: (next) => void act({ kind: 'run_story', story: next }),
    stopStory: () => void act({ kind: 'stop_story' }),
    story: machine.story,
    onBlock: (hearer) => {
      hearers.add(hearer)
      return () => hearers.delete(hearer)
    },
    onChange: (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      clearInterval(saving)
      folder.saveTime(machine.nowMs())
      blocks.close()
      folder.leave()
    },
  }
}

/** Brings a machine to an instant that may move on meanwhile. */
async function advance(machine: NetworkMachine, untilMs: () => number): Promise<void> {
  await inSlices(() => {
    if (machine.nextMs() <= untilMs()) machine.advanceTo(machine.nextMs())
    return machine.nextMs() > untilMs()
  })
  machine.advanceTo(untilMs())
}

/** Does something until it says that it is done, in slices: signals and callers are heard in between. */
async function inSlices(isDone: () => boolean): Promise<void> {
  for (let startedAt = performance.now(); !isDone(); ) {
    if (performance.now() - startedAt < SLICE_MS) continue
    await breathe()
    startedAt = performance.now()
  }
}

function historyBlocks({ params }: NetworkPlan, epochs: number): number {
  const whole = Math.floor(epochs)
  const part = Math.floor((epochs - whole) * blocksInEpoch(params, whole + 1))
  return epochStart(params, whole + 1) - 1 + part
}

/** How long an epoch takes in which no slot is lost. */
export function epochMsOf({ params }: Pick<NetworkPlan, 'params'>): number {
  return blocksInEpoch(params, 1) * eraAt(params, 1).blockIntervalMs
}
