import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { EpochView } from '#lib/epochs/schema.ts'
import { NetworkView } from '#lib/networks/schema.ts'
import type { CheckedEpoch } from '../devnet/generate/checked.ts'
import { randomFrom } from '../devnet/generate/random.ts'
import { PARTS, type Product, startProduct } from './product.ts'
import { say } from './setting.ts'

// kill -9 of devnet, web, workers and Postgres at random moments of a story: everything must come back by itself within
// 15 s, and in the end say what the simulation knows: `npm run bench:storm [seed]`. Exit code 1 when it does not.

const KILLS = 20
const BACK_WITHIN_MS = 15_000
const SPEED = 20

const MissedSlots = z.object({
  items: z.array(z.object({ height: z.int(), round: z.int(), operator: z.string(), cause: z.string() })),
  nextCursor: z.string().nullable(),
})
const Tips = z.object({ items: z.array(NetworkView) })

const seed = Number(process.argv[2] ?? 1)
const product = await startProduct({ ROLLCALL_DEVNET_SHAPE: 'small', ROLLCALL_DEVNET_SPEED: String(SPEED) })
try {
  process.exitCode = (await storm(product)) ? 0 : 1
} finally {
  await product.stop()
}

async function storm({ control, pidOf }: Product): Promise<boolean> {
  const random = randomFrom(seed)
  let isRight = true
  for (let kill = 0; kill < KILLS; kill++) {
    if (kill === KILLS / 2) await tell(control, 'halt-and-recovery')
    const part = PARTS[random.below(PARTS.length)] ?? 'web'
    await sleep(500 + random.below(4000))
    const pid = pidOf(part)
    if (pid === null) continue
    process.kill(pid, 'SIGKILL')
    const tookMs = await backAfter(pid, part)
    say(`${String(kill + 1).padStart(2)} ${part.padEnd(8)} back after ${(tookMs / 1000).toFixed(1)} s`)
    isRight &&= tookMs <= BACK_WITHIN_MS
  }
  const different = await differences(control)
  for (const line of different) say(line)
  say(different.length === 0 ? 'equal to what the simulation knows' : 'NOT equal')
  return isRight && different.length === 0
}

async function tell(control: string, name: string): Promise<void> {
  await fetch(new URL('/story', control), { method: 'POST', body: JSON.stringify({ name }) })
}

/** Until another process has its place, the pages answer and what is followed stands at the network's tip. */
async function backAfter(pid: number, part: (typeof PARTS)[number]): Promise<number> {
  const killedAt = performance.now()
  for (;;) {
    await sleep(100)
    const since = performance.now() - killedAt
    if (since > 4 * BACK_WITHIN_MS) return since
    const now = product.pidOf(part)
    if (now !== null && now !== pid && (await isAtTip())) return since
  }
}

async function isAtTip(): Promise<boolean> {
  try {
    const tip = await theirTip()
    const answer = await fetch(new URL('/api/v1/networks', product.address), {
      signal: AbortSignal.timeout(2000),
    })
    const [network] = Tips.parse(await answer.json()).items
    return network !== undefined && (network.verifiedTo ?? 0) >= tip && network.state !== 'unreachable'
  } catch {
    return false
  }
}

async function theirTip(): Promise<number> {
  const answer = await fetch(new URL('/record', product.control), { signal: AbortSignal.timeout(5000) })
  return z.object({ tip: z.int() }).parse(await answer.json()).tip
}

/** Every finished epoch as the simulation has it against what Rollcall says of it. */
async function differences(control: string): Promise<string[]> {
  const record = (await (await fetch(new URL('/record', control))).json()) as { epochs: CheckedEpoch[] }
  const finished = record.epochs.filter(({ complete }) => complete)
  for (const until = performance.now() + BACK_WITHIN_MS; !(await isAtTip()); await sleep(100))
    if (performance.now() > until) return ['what is followed did not come to the tip']
  const found: string[] = []
  let slots = 0
  for (const epoch of finished) {
    const path = `/api/v1/networks/practice/epochs/${epoch.epoch}`
    const ours = EpochView.parse(await (await fetch(new URL(path, product.address))).json())
    const seated = ours.delegates.filter(({ seat }) => seat !== null)
    const produced = Object.fromEntries(seated.map((delegate) => [delegate.operator, delegate.produced]))
    const missed = await allMissed(`${path}/missed-slots`)
    const unproductive = seated.filter((one) => one.unproductive).map(({ operator }) => operator)
    const pairs = [
      ['produced', sorted(produced), sorted(epoch.produced)],
      ['unproductive', unproductive.sort().join(), epoch.unproductive?.join()],
      ['late commits', ours.lateCommits, epoch.lateCommits],
      ['missed', missed.join(' '), epoch.missed.map(textOf).join(' ')],
    ]
    for (const [what, mine, theirs] of pairs)
      if (mine !== theirs) found.push(`epoch ${epoch.epoch}: ${what}: ${mine} ≠ ${theirs}`)
    slots += missed.length
  }
  say(`${finished.length} epochs, ${slots} missed slots compared`)
  return found
}

function sorted(counts: Readonly<Record<string, number>>): string {
  return JSON.stringify(Object.entries(counts).sort())
}

function textOf({ height, round, operator, cause }: z.infer<typeof MissedSlots>['items'][number]): string {
  return `${height}/${round} ${operator} ${cause}`
}

async function allMissed(path: string): Promise<string[]> {
  const all: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const url = new URL(`${path}?limit=200${cursor && `&cursor=${cursor}`}`, product.address)
    const page = MissedSlots.parse(await (await fetch(url)).json())
    all.push(...page.items.map(textOf))
    cursor = page.nextCursor
  }
  return all
}
