import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openBlockFile } from './block-file.ts'
import type { SimulationFaultRequest } from './fault.ts'
import { type NetworkMachine, networkMachine } from './network-machine.ts'
import { randomStory } from './random-story.ts'
import { networkPlan } from './shapes.ts'
import type { Story } from './story.ts'

const GENESIS_MS = 1_795_300_000_000
const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-machine-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

function machine(
  story: Story | null = null,
  file = `${files++}.bin`,
): NetworkMachine & { readonly file: string } {
  const plan = networkPlan({ shape: 'small', seed: 7, genesisMs: GENESIS_MS })
  const made = networkMachine(plan, openBlockFile(path.join(folder, file)), () => undefined)
  if (story !== null) made.runStory(story)
  return { ...made, file: path.join(folder, file) }
}

/** The network after so many seconds, told `faults` at the start. */
function after(seconds: number, ...faults: SimulationFaultRequest[]): NetworkMachine {
  const made = machine()
  made.advanceTo(GENESIS_MS + 10_000)
  for (const fault of faults) made.addFault(fault)
  made.advanceTo(GENESIS_MS + seconds * 1000)
  return made
}

const missed = (made: NetworkMachine) => made.record().epochs.flatMap((epoch) => epoch.missed)

test('without a fault every round has its block', () => {
  const made = after(300)
  // Block h commits 2.05 s after its round began: the 119th at 299.55 s.
  expect(made.record()).toMatchObject({ tip: 119, quorum: 6, shortLosses: [], halts: [] })
  expect(missed(made)).toEqual([])
})

test('the same plan and story give the same bytes, however time is advanced', () => {
  const story = randomStory(3, 20, 600_000)
  const one = machine(story)
  const other = machine(story)
  one.advanceTo(GENESIS_MS + 800_000)
  for (let at = GENESIS_MS; at <= GENESIS_MS + 800_000; at += 777) other.advanceTo(at)
  other.advanceTo(GENESIS_MS + 800_000)
  expect(readFileSync(one.file).equals(readFileSync(other.file))).toBe(true)
  expect(missed(one).length).toBeGreaterThan(0)
})

test('a network that was stopped goes on as if it had not been', () => {
  const story = randomStory(4, 20, 600_000)
  const whole = machine(story)
  whole.advanceTo(GENESIS_MS + 700_000)
  const first = machine(story, 'stopped.bin')
  first.advanceTo(GENESIS_MS + 333_333)
  const again = machine(story, 'stopped.bin')
  again.advanceTo(GENESIS_MS + 700_000)
  expect(readFileSync(again.file).equals(readFileSync(whole.file))).toBe(true)
  expect(again.record()).toEqual(whole.record())
})

test('a node that is away costs its round, and nobody else is blamed', () => {
  const made = after(110, { fault: 'kill', node: 'seat 3', seconds: 90 })
  const operator = made.record().epochs[0]?.seats[3]
  expect(missed(made).length).toBeGreaterThan(2)
  for (const slot of missed(made)) expect(slot).toMatchObject({ operator, cause: 'delegate', round: 0 })
})

test('with one seat too few the chain stands still, and its rounds are the network’s', () => {
  const halted = after(60, { fault: 'kill', node: 'random limit+1', seconds: 80 })
  const { tip } = halted.record()
  expect(tip).toBeLessThan(5)
  halted.advanceTo(GENESIS_MS + 200_000)
  expect(halted.record().halts).toMatchObject([{ height: tip + 1, kind: 'too_few_seats' }])
  expect(halted.record().tip).toBeGreaterThan(tip + 20)
  expect(new Set(missed(halted).map(({ cause }) => cause))).toEqual(new Set(['network']))
})

test('a block that is locked and not committed is proposed again as it was', () => {
  const made = after(60, { fault: 'lose_commit_votes', node: 'all', seconds: 6 })
  const [epoch] = made.record().epochs
  expect(epoch?.lateCommits).toBeGreaterThan(0)
  expect(missed(made)).toEqual([])
})

test('in a halt a node that comes back behind the tip does not count until a block is announced', () => {
  const made = machine()
  made.advanceTo(GENESIS_MS + 10_000)
  made.addFault({ fault: 'kill', node: 'seat 1', seconds: 60 })
  made.advanceTo(GENESIS_MS + 30_000)
  made.addFault({ fault: 'kill', node: 'seats 2-3', seconds: 120 })
  made.advanceTo(GENESIS_MS + 100_000)
  const { tip } = made.record()
  const back = made.nodes.find(({ operator }) => operator === made.record().epochs[0]?.seats[1])
  expect(back?.height).toBeLessThan(tip)
  made.advanceTo(GENESIS_MS + 200_000)
  expect(made.record().tip).toBeGreaterThan(tip)
  expect(back?.height).toBe(made.record().tip)
})

test('who computes another state refuses the others until it is healed', () => {
  const made = after(100, { fault: 'disagree', node: 'seats 0-2', healedBy: 'restart' })
  const { tip } = made.record()
  made.addFault({ fault: 'restart', node: 'seat 0' })
  made.advanceTo(GENESIS_MS + 200_000)
  expect(made.record().tip).toBeGreaterThan(tip)
  expect(made.record().halts).toMatchObject([{ height: tip + 1, kind: 'seats_disagree' }])
})

test('the watchdog ends a node that cannot apply what the others produce, about once a minute', () => {
  const made = after(300, { fault: 'disagree', node: 'seat 0', healedBy: 'nothing' })
  const stuck = made.nodes.find(({ operator }) => operator === made.record().epochs[0]?.seats[0])
  expect(stuck?.startedAtMs).toBeGreaterThan(GENESIS_MS + 200_000)
  expect(stuck?.height).toBeLessThan(10)
  expect(made.record().tip).toBeGreaterThan(80)
})

test('after an upgrade the old version’s series stays in every relay until that relay restarts', () => {
  const made = after(200, { fault: 'upgrade', node: 3, version: 'v2.5.0' })
  const { address } = made.nodes[3] as (typeof made.nodes)[number]
  const heard = (node: number) =>
    [...(made.nodes[node]?.gossip.values() ?? [])].filter((one) => one.address === address)
  made.advanceTo(GENESIS_MS + 400_000)
  expect(heard(5).map(({ version }) => version)).toEqual(['v2.5.0'])
  made.addFault({ fault: 'upgrade', node: 3, version: 'v2.5.1' })
  made.advanceTo(GENESIS_MS + 600_000)
  expect(heard(5).map(({ version }) => version)).toEqual(['v2.5.0', 'v2.5.1'])
  made.addFault({ fault: 'restart', node: 5 })
  made.advanceTo(GENESIS_MS + 800_000)
  expect(heard(5).map(({ version }) => version)).toEqual(['v2.5.1'])
})

test.each([
  [{ fault: 'kill', node: 'nobody' }, 'no node is called nobody'],
  [{ fault: 'kill', node: 'seat 8' }, 'there is no seat 8: there are 8, from 0'],
  [{ fault: 'start', node: 'seat 0' }, 'nothing of it is down'],
] as const)('%j is refused in a sentence', (request, message) => {
  expect(() => machine().addFault(request)).toThrow(message)
})
