import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { openBlockFile } from './block-file.ts'
import { rememberedGenesis } from './network-folder.ts'
import { networkPlan } from './shapes.ts'
import type { SimulatedNetwork } from './simulated-network.ts'
import { startNetwork } from './start-network.ts'
import { shippedStories } from './story-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-network-'))
afterAll(() => rmSync(folder, { recursive: true }))

const plan = (seed = 5) => networkPlan({ shape: 'small', seed, genesisMs: 1_795_300_000_000 })
const start = (name: string, seed?: number): Promise<SimulatedNetwork> =>
  startNetwork({
    plan: plan(seed),
    speed: 100,
    dataDir: path.join(folder, name),
    historyEpochs: 1.5,
    story: null,
    storyBegins: 'at_genesis',
  })

const missedTo = (network: SimulatedNetwork, tip: number) =>
  network.record().epochs.flatMap((epoch) => epoch.missed.filter(({ height }) => height <= tip))

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 1000) throw new Error('it did not come to that')
    await sleep(10)
  }
}

test('a network goes on where it was, with what was done to it by hand', { timeout: 30_000 }, async () => {
  const [halt] = shippedStories().filter(({ name }) => name === 'halt-and-recovery')
  if (halt === undefined) throw new Error('no such story ships')
  const first = await start('kept')
  await until(() => first.tip() > 75)
  first.runStory(halt)
  await until(() => first.tip() > 90)
  const byHand = first.addFault({ fault: 'standby', node: 'seat 2' })
  await until(() => missedTo(first, first.tip()).length > 0)
  await first.close()
  const tip = first.tip()

  const again = await start('kept')
  expect(again.tip()).toBeGreaterThanOrEqual(tip)
  expect(again.faults().find(({ id }) => id === byHand.id)?.sinceMs).toBe(byHand.sinceMs)
  expect(again.story()?.name).toBe('halt-and-recovery')
  await until(() => again.tip() > tip)
  await again.close()
  expect(missedTo(again, tip)).toEqual(missedTo(first, tip))
})

test('a story that begins after the history begins once', async () => {
  const story = shippedStories().find(({ name }) => name === 'halt-and-recovery') ?? null
  const options = {
    plan: plan(),
    speed: 1,
    dataDir: path.join(folder, 'story'),
    historyEpochs: 1.5,
    story,
    storyBegins: 'after_history' as const,
  }
  const network = await startNetwork(options)
  const began = network.story()?.beganAtMs ?? 0
  expect(began).toBeGreaterThan(1_795_300_000_000 + 60 * 2500)
  expect(network.record().halts).toEqual([])
  await network.close()
  const again = await startNetwork(options)
  expect(again.story()?.beganAtMs).toBe(began)
  await again.close()
})

test('a folder that holds another network is begun anew', async () => {
  const one = await start('other')
  await one.close()
  const two = await start('other', 6)
  expect(two.genesisHash).not.toBe(one.genesisHash)
  expect(two.tip()).toBeGreaterThan(70)
  await two.close()
  expect(rememberedGenesis(path.join(folder, 'other'))).toBe(1_795_300_000_000)
  expect(rememberedGenesis(path.join(folder, 'nowhere'))).toBeNull()
})

test('a block that was being written when its writer was killed is cut off', async () => {
  const file = path.join(folder, 'cut.bin')
  const network = await start('cut')
  const blocks = [1, 2, 3].map((height) => network.block(height)?.info ?? new Uint8Array(0))
  await network.close()
  const whole = openBlockFile(file)
  for (const block of blocks) whole.append(block)
  whole.close()
  truncateSync(file, statSync(file).size - 5)
  const cut = openBlockFile(file)
  expect(cut.count()).toBe(2)
  expect(cut.append(blocks[2] ?? new Uint8Array(0)).height).toBe(3)
  expect(cut.block(3)?.info).toEqual(blocks[2])
  cut.close()
})
