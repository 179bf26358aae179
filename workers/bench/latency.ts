import { chromium } from '@playwright/test'
import { z } from 'zod'
import { NetworkView } from '#lib/networks/schema.ts'
import { say } from './setting.ts'

// How soon a block is on the board of a running replay: `node workers/bench/latency.ts http://localhost:3000 [50]`.
// Start the product with ROLLCALL_REPLAY_SPEED=1. A block counts from the instant its nodes committed it.

const [address = 'http://localhost:3000', wanted = '50'] = process.argv.slice(2)
const SEEN_EVERY_MS = 10
const PATIENCE_MS = 15 * 60_000

const Seen = z.record(z.string(), z.number())

const answer = await fetch(new URL('/api/v1/networks', address))
const [network] = z.object({ items: z.array(NetworkView) }).parse(await answer.json()).items
if (network?.clock == null) throw new Error(`${address} shows no replay`)
const { clock, id } = network

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
await page.addInitScript((everyMs: number) => {
  const seen: Record<string, number> = {}
  Object.assign(globalThis, { seen })
  setInterval(() => {
    const height = /block ([\d,]+)/.exec(document.querySelector('main')?.textContent ?? '')?.[1]
    if (height !== undefined) seen[height.replaceAll(',', '')] ??= Date.now()
  }, everyMs)
}, SEEN_EVERY_MS)
await page.goto(new URL(`/n/${id}`, address).href)

const read = async (): Promise<[number, number][]> => {
  const seen = Seen.parse(await page.evaluate(() => (globalThis as { seen?: unknown }).seen))
  // The first one stood there when the page was opened.
  return Object.entries(seen)
    .map(([height, at]): [number, number] => [Number(height), at])
    .sort(([a], [b]) => a - b)
    .slice(1)
}
const until = performance.now() + PATIENCE_MS
let seen = await read()
while (seen.length < Number(wanted) && performance.now() < until) {
  await page.waitForTimeout(1000)
  seen = await read()
}
await browser.close()

const late: number[] = []
for (const [height, at] of seen) {
  const block = await (await fetch(new URL(`/api/v1/networks/${id}/blocks/${height}`, address))).json()
  const era = eraOf(height)
  const committed = Date.parse(block.at) + block.lateRounds * era.blockIntervalMs + era.footerDelayMs
  late.push(at - (clock.anchorWallMs + (committed - clock.anchorNetworkMs) / clock.speed))
}
late.sort((a, b) => a - b)
const at = (share: number): number =>
  Math.round(late[Math.min(late.length - 1, Math.floor(share * late.length))] ?? 0)
say(`${late.length} blocks, ms from commit to board: median ${at(0.5)}, p95 ${at(0.95)}, worst ${at(1)}`)

function eraOf(height: number): { blockIntervalMs: number; footerDelayMs: number } {
  const Era = z.object({ fromHeight: z.number(), blockIntervalMs: z.number(), footerDelayMs: z.number() })
  const eras = z.array(Era).parse(network?.params.eras)
  const era = eras.findLast(({ fromHeight }) => fromHeight <= height)
  if (era === undefined) throw new Error(`no era for ${height}`)
  return era
}
