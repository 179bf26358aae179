import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FIXTURES } from '../testing.ts'
import { metricsPage } from './metrics-page.ts'
import { type TestNetwork, testNetwork } from './testing.ts'

let running: TestNetwork & { close(): Promise<void> }
beforeAll(async () => {
  running = await testNetwork()
})
afterAll(() => running.close())

/** Names of series with the labels they carry, of every page that real nodes gave. */
function recordedForms(): { forms: Set<string>; kinds: Set<string> } {
  const folder = path.join(FIXTURES, 'a', 'metrics')
  const pages = readdirSync(folder).map((name) =>
    gunzipSync(readFileSync(path.join(folder, name))).toString(),
  )
  return { forms: new Set(pages.flatMap(formsOf)), kinds: new Set(pages.flatMap(kindsOf)) }
}
function formsOf(page: string): string[] {
  const lines = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.map((line) => line.replace(/ [^ ]+$/, '').replace(/="(\\.|[^"\\])*"/g, ''))
}
function kindsOf(page: string): string[] {
  return page.split('\n').filter((line) => line.startsWith('# TYPE'))
}

test('every series has a name, a type and labels that real nodes have', () => {
  const { forms, kinds } = recordedForms()
  const page = metricsPage(running.network, 0)
  expect(formsOf(page).filter((form) => !forms.has(form))).toEqual([])
  expect(kindsOf(page).filter((kind) => !kinds.has(kind))).toEqual([])
})

test('every kind of heartbeat row of a real node is there, height and epoch where the node writes them', () => {
  const folder = path.join(FIXTURES, 'a', 'metrics')
  const [name = ''] = readdirSync(folder)
  const real = gunzipSync(readFileSync(path.join(folder, name))).toString()
  const kinds = (page: string) =>
    new Set([...page.matchAll(/^iotex_heartbeat_status\{.*status_type="(\w+)"\}/gm)].map(([, kind]) => kind))
  const page = metricsPage(running.network, 0)
  expect(kinds(page)).toEqual(kinds(real))
  // 1.5 epochs of 48 blocks are made: height 72, in the second epoch.
  const { height } = running.network.nodes[0]?.state() ?? { height: 0 }
  expect(page).toContain(`iotex_heartbeat_status{source="1",status_type="consensusEpoch"} ${height}\n`)
  expect(page).toContain('iotex_heartbeat_status{source="1",status_type="consensusRound"} 2\n')
})

test('a gateway says no operator, and a node that was started anew says when', () => {
  const { network } = running
  expect(metricsPage(network, 14)).not.toContain('operatorAddress')
  network.addFault({ fault: 'restart', node: 3 })
  const started = Number(/^process_start_time_seconds (\S+)$/m.exec(metricsPage(network, 3))?.[1])
  expect(Math.abs(started - network.nowMs() / 1000)).toBeLessThan(5)
})
