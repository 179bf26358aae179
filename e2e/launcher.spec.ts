import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Running, startRollcall, stopRollcall } from './start-rollcall.ts'

test.describe.configure({ mode: 'serial' })

let dataDir: string
let running: Running | null = null

test.beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rollcall-launcher-'))
  // For root's sake: its Postgres runs as another user and has to pass through.
  chmodSync(dataDir, 0o711)
})
test.afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
test.afterEach(async () => {
  if (running !== null) await stopRollcall(running)
})

async function start(): Promise<Running> {
  running = await startRollcall({ DATA_DIR: dataDir, ROLLCALL_REPLAY: 'workers/devnet/fixtures/a' })
  return running
}

/** All processes below one, with their command. */
function below(pid: number): { pid: number; command: string }[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().match(/^(\d+)\s+(\d+)\s+(.*)$/) ?? [])
    .map(([, own, parent, command]) => ({ pid: Number(own), parent: Number(parent), command: command ?? '' }))
  const children = (parent: number): typeof table =>
    table.filter((one) => one.parent === parent).flatMap((one) => [one, ...children(one.pid)])
  return children(pid)
}

function alive(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      process.kill(pid, 0)
      return true
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EPERM'
    }
  })
}

async function tipOf(address: string): Promise<number | null> {
  try {
    const { items } = await (await fetch(`${address}/api/v1/networks`)).json()
    return items[0]?.tip?.height ?? null
  } catch {
    return null
  }
}

test('whatever dies is started again: the web, the workers, the replay, Postgres', async () => {
  test.setTimeout(90_000)
  const { pid, address } = await start()
  for (const name of ['workers/web.ts', 'workers/main.ts', 'workers/devnet/main.ts', 'bin/postgres -D']) {
    const victim = below(pid).find(({ command }) => command.includes(name))
    expect(victim, name).toBeDefined()
    process.kill(victim?.pid ?? 0, 'SIGKILL')
    const again = () => below(pid).some((one) => one.command.includes(name) && one.pid !== victim?.pid)
    await expect.poll(again, { timeout: 15_000 }).toBe(true)
    await expect.poll(() => tipOf(address), { timeout: 15_000 }).toBe(440)
  }
})

for (const signal of ['SIGTERM', 'SIGKILL', 'SIGINT'] as const)
  test(`${signal} leaves no process behind, and the next start goes on`, async () => {
    test.setTimeout(60_000)
    const { launcher, pid, address } = await start()
    const all = [pid, ...below(pid).map((one) => one.pid)]
    expect(all.length).toBeGreaterThan(5)
    await expect.poll(() => tipOf(address), { timeout: 15_000 }).toBe(440)
    launcher.kill(signal)
    await expect.poll(() => alive(all), { timeout: 15_000 }).toEqual([])
  })
