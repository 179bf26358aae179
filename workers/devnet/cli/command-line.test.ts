import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestNetwork, testNetwork } from '../simulation/testing.ts'
import { runCommand } from './command-line.ts'

const MAIN = path.join(import.meta.dirname, '..', 'main.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-devnet-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a command to a running devnet', () => {
  let running: TestNetwork & { close(): Promise<void> }
  beforeAll(async () => {
    running = await testNetwork()
  })
  afterAll(() => running.close())
  const run = (...args: string[]) => runCommand([...args, '--control', running.devnet.control])

  test('puts a fault in force, lists it and ends it', async () => {
    expect(await run('fault', 'slow', 'birch', '--ms', '400', '--seconds', '60')).toMatch(
      /^fault \d+ is in force\n$/,
    )
    expect(running.network.faults()).toMatchObject([{ fault: 'slow', node: 'birch', ms: 400, seconds: 60 }])
    expect(await run('faults')).toMatch(/\n +\d+ +slow +birch +1 /)
    expect(await run('heal', 'all')).toBe('no fault is in force\n')
    expect(running.network.faults()).toEqual([])
  })

  test('takes a node of two words, and a number below zero', async () => {
    await run('fault', 'clock_off', 'seat', '3', '--offset-seconds=-30')
    expect(running.network.faults()).toMatchObject([{ node: 'seat 3', offsetSeconds: -30 }])
    await run('heal', 'all')
  })

  test('tells the state of the network and of its nodes', async () => {
    expect(await run('status')).toMatch(/^practice 1 at .*, speed 1\nheight \d+, 16 of 16 nodes up, 0 faults/)
    expect(await run('nodes')).toMatch(/\n +1 +birch +up +\d+ +0 +15 +v2\.4\.4\n/)
  })

  test('runs a story that ships or stands in a file, and stops it', async () => {
    const file = path.join(folder, 'own.yaml')
    writeFileSync(file, 'about: One.\nsteps:\n  - { at: 1h, fault: kill, node: birch }\n')
    expect(await run('story', 'run', 'quiet-day')).toMatch(/^story quiet-day runs: /)
    expect(await run('story', 'run', file)).toBe('story own runs: One.\n')
    expect(running.network.story()).toMatchObject({ name: 'own' })
    expect(await run('story', 'stop')).toBe('no story runs\n')
    expect(await runCommand(['story', 'check', file])).toBe(`${file} tells a story of 1 steps: One.\n`)
  })

  test('writes the record to a file', async () => {
    const file = path.join(folder, 'record.json')
    expect(await run('record', '--out', file)).toBe(`${file} holds the record\n`)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ quorum: 6 })
  })

  test.each([
    [['fault', 'explode', 'birch'], /^no fault is called explode/],
    [['fault', 'kill', 'nobody'], /^no node is called nobody$/],
    [['fault', 'kill'], /^fault needs a name and a node/],
    [['heal', '99'], /^there is no fault 99$/],
    [['story', 'run', 'nothing'], /^no story and no file is called nothing; the stories are /],
    [['story'], /^story needs run NAME/],
    [['dance'], /^no command is called dance; there are serve, status, /],
    [['faults', '--loud', '1'], /^Unknown option '--loud'/],
  ])('that cannot be is refused in one sentence: %o', async (args, sentence) => {
    await expect(run(...args)).rejects.toThrow(sentence)
  })
})

test('without a devnet a command says where it looked', async () => {
  const control = 'http://127.0.0.1:9'
  await expect(runCommand(['status', '--control', control])).rejects.toThrow(
    `no devnet answers at ${control}`,
  )
})

/** A process of the command line: its first line, and its exit code with what it complained of. */
function spawned(args: readonly string[], dataDir: string) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { NODE_ENV: 'test', DATA_DIR: dataDir } })
  let stderr = ''
  child.stderr.on('data', (data) => (stderr += String(data)))
  return {
    child,
    line: new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data)))),
    end: new Promise<[number | null, string]>((resolve) =>
      child.on('close', (code) => resolve([code, stderr])),
    ),
  }
}

describe('serve', () => {
  test('announces itself to its owner alone, and takes that back when it ends', async () => {
    const dataDir = path.join(folder, 'data')
    const { child, line, end } = spawned(['--shape', 'small'], dataDir)
    const { control, endpoints } = JSON.parse(await line) as { control: string; endpoints: object[] }
    expect(endpoints).toHaveLength(16)
    const file = path.join(dataDir, 'devnet.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ control, pid: child.pid })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    child.kill('SIGTERM')
    expect(await end).toEqual([0, ''])
    expect(() => statSync(file)).toThrow('ENOENT')
  })

  test('with a port that is taken, a story that cannot be told or no such parameters ends with one sentence', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as { port: number }
    const story = path.join(folder, 'wrong.yaml')
    writeFileSync(story, 'about: One.\nsteps:\n  - at: 1h\n    fault: kill\n    node: oak\n')
    const params = path.join(folder, 'params.yaml')
    writeFileSync(params, 'seats: many\n')
    const busy = spawned(['--shape', 'small', '--control', String(port)], folder)
    const told = spawned(['--shape', 'small', '--story', story], folder)
    const wrong = spawned(['--params', params], folder)
    expect(await busy.end).toEqual([1, `devnet: port ${port} is taken by another program\n`])
    expect(await told.end).toEqual([1, 'devnet: wrong.yaml:3: no node is called oak\n'])
    expect(await wrong.end).toMatchObject([1, expect.stringContaining(`${params}:1: seats: `)])
    taken.close()
  })
})
