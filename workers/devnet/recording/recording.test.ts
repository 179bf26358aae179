import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FIXTURES } from '../testing.ts'
import { readRecording } from './recording.ts'
import { RecordingError } from './recording-error.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-recording-'))
  cpSync(path.join(FIXTURES, 'a'), folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

function changeLines(file: string, change: (lines: string[]) => void): void {
  const location = path.join(folder, file)
  const lines = gunzipSync(readFileSync(location)).toString().split('\n')
  change(lines)
  writeFileSync(location, gzipSync(lines.join('\n')))
}
async function refusal(): Promise<string> {
  try {
    await readRecording(folder)
  } catch (cause) {
    if (cause instanceof RecordingError) return `${cause.code}: ${cause.message.replaceAll(`${folder}/`, '')}`
    throw cause
  }
  return 'read'
}

test('a whole recording is read', async () => {
  expect(await refusal()).toBe('read')
})

test.each(['network.json', 'blocks.jsonl.gz', 'answers.jsonl.gz', 'web3.jsonl.gz', 'observations.jsonl.gz'])(
  'a missing %s is named',
  async (file) => {
    rmSync(path.join(folder, file))
    expect(await refusal()).toBe(`missing_file: ${file} is missing`)
  },
)

test('a cut file is named with its last whole line', async () => {
  const location = path.join(folder, 'blocks.jsonl.gz')
  writeFileSync(location, readFileSync(location).subarray(0, 200_000))
  expect(await refusal()).toMatch(/^cut_file: blocks\.jsonl\.gz is cut after line \d+$/)
})

test('a last line without its end is named', async () => {
  changeLines('blocks.jsonl.gz', (lines) => void lines.splice(300, lines.length, '{"height": 301, "blo'))
  expect(await refusal()).toBe('cut_file: blocks.jsonl.gz, line 301: the last line is cut')
})

test('a last line that lacks nothing but its end is read', async () => {
  changeLines('blocks.jsonl.gz', (lines) => void lines.splice(440))
  expect(await refusal()).toBe('read')
})

test('a gap in the heights is named', async () => {
  changeLines('blocks.jsonl.gz', (lines) => void lines.splice(99, 1))
  expect(await refusal()).toBe('broken_chain: blocks.jsonl.gz, line 100: height 101 follows 99')
})

test('a changed block is named where the next one does not link to it', async () => {
  changeLines('blocks.jsonl.gz', (lines) => {
    const line = JSON.parse(lines[199] ?? '') as { height: number; blockInfo: string }
    const info = Buffer.from(line.blockInfo, 'base64')
    const root = info.indexOf(Buffer.from([0x3a, 0x20])) // the receipt root in the header
    info[root + 10] = (info[root + 10] ?? 0) ^ 1
    lines[199] = JSON.stringify({ ...line, blockInfo: info.toString('base64') })
  })
  expect(await refusal()).toMatch(
    /^broken_chain: blocks\.jsonl\.gz, line 201: block 201 links to .*, but the hash of block 200 is /,
  )
})

test.each([
  { line: '{nope', why: 'not JSON' },
  { line: '{"height": 7}', why: 'blockInfo: Invalid input: expected string, received undefined' },
  { line: '{"height": 7, "blockInfo": "?"}', why: 'blockInfo: Invalid base64-encoded string' },
  { line: '{"height": 7, "blockInfo": "Cg=="}', why: 'blockInfo: a number is cut at byte 1' },
])('a line that is no block is named: $why', async ({ line, why }) => {
  changeLines('blocks.jsonl.gz', (lines) => void lines.splice(6, 1, line))
  expect(await refusal()).toBe(`bad_line: blocks.jsonl.gz, line 7: ${why}`)
})

test('a bad answer is named with its line', async () => {
  changeLines('answers.jsonl.gz', (lines) => void lines.splice(2, 1, '{"label": "x"}'))
  expect(await refusal()).toMatch(/^bad_line: answers\.jsonl\.gz, line 3: method: /)
})

test.each([
  { change: (json: Record<string, unknown>) => delete json.seats, why: 'network.json: seats: ' },
  {
    change: (json: Record<string, unknown>) => Object.assign(json, { genesisAt: 1895225490 }),
    why: 'network.json: genesisAt is not before the first block',
  },
])('what is wrong in network.json is named: $why', async ({ change, why }) => {
  const location = path.join(folder, 'network.json')
  const json = JSON.parse(readFileSync(location, 'utf8')) as Record<string, unknown>
  change(json)
  writeFileSync(location, JSON.stringify(json))
  expect(await refusal()).toContain(why)
})
