import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { NetworkView } from '#lib/networks/schema.ts'
import { cpuSeconds, type Part, type Product, startProduct } from './product.ts'
import { say } from './setting.ts'
import { watching } from './watchers.ts'

// The practice network under load, as `npm start` runs it: what the simulation costs at speed 100 and whether Rollcall
// keeps up with it, and what 200 open browsers cost at speed 1.

const MEASURE_MS = 30_000
const SETTLE_MS = 15_000
const WATCHERS = 200

const fast = await startProduct({ ROLLCALL_DEVNET_SPEED: '100' })
try {
  await sleep(SETTLE_MS)
  const [used, lags] = await Promise.all([cpuShare(fast, 'devnet'), lagsOf(fast)])
  say(`simulated network, 46 nodes, speed 100  ${percent(used)} of a core`)
  const worst = lags.at(-1) ?? Number.NaN
  say(
    `followed at speed 100, lag in blocks    median ${share(lags, 0.5)}, p95 ${share(lags, 0.95)}, worst ${worst}`,
  )
} finally {
  await fast.stop()
}
const slow = await startProduct({})
try {
  await sleep(SETTLE_MS)
  const alone = await cpuShare(slow, 'web')
  const watchers = await watching(slow.address, 'practice', WATCHERS)
  await sleep(2000)
  const before = watchers.boards()
  const together = await cpuShare(slow, 'web')
  const boards = watchers.boards() - before
  watchers.stop()
  say(`web at speed 1 without a browser        ${percent(alone)} of a core`)
  say(
    `web at speed 1 with ${WATCHERS} browsers         ${percent(together)} of a core, ${boards} boards in ${MEASURE_MS / 1000} s`,
  )
} finally {
  await slow.stop()
}

/** The part of one core that a process uses. */
async function cpuShare({ pidOf }: Product, part: Part): Promise<number> {
  const pid = pidOf(part)
  if (pid === null) throw new Error(`${part} does not run`)
  const [before, startedAt] = [cpuSeconds(pid), performance.now()]
  await sleep(MEASURE_MS)
  return (cpuSeconds(pid) - before) / ((performance.now() - startedAt) / 1000)
}

/** Blocks between the network's tip and what Rollcall has verified, ascending. */
async function lagsOf({ address, control }: Product): Promise<number[]> {
  const lags: number[] = []
  const until = performance.now() + MEASURE_MS
  while (performance.now() < until) {
    // The tip first: what is verified a moment later can only be more.
    const status = await fetch(new URL('/nodes', control))
    const { items } = z.object({ items: z.array(z.object({ height: z.int() })) }).parse(await status.json())
    const answer = await fetch(new URL('/api/v1/networks', address))
    const [network] = z.object({ items: z.array(NetworkView) }).parse(await answer.json()).items
    lags.push(Math.max(...items.map(({ height }) => height)) - (network?.verifiedTo ?? 0))
    await sleep(100)
  }
  return lags.sort((a, b) => a - b)
}

function share(sorted: readonly number[], part: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`
}
