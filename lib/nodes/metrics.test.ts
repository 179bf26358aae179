import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { heardHeights, nodesHeard } from './metrics.ts'

const page = (name: string) =>
  gunzipSync(readFileSync(new URL(`fixtures/${name}`, import.meta.url))).toString()

test("reads every node of the network from one node's page", () => {
  const heard = heardHeights(page('metrics-v2.2.2.txt.gz'))
  expect(heard).toHaveLength(12)
  expect(heard[0]).toEqual({
    address: 'io12lxtamgq4t809dkd34j762gq4jj0nh68jmqsl4',
    version: null,
    height: 164,
  })
  const newer = heardHeights(page('metrics-v2.5.0.txt.gz'))
  expect(newer).toHaveLength(15)
  expect(newer.every(({ version }) => version === 'v2.5.0-rc0')).toBe(true)
})

test('leaves out what is no height', () => {
  const lines = [
    '{address="a",version="v"} NaN',
    '{address="a",version="v"} -1',
    '{version="v"} 3',
    ' 3',
    '{address="b",version="v"} 1e+03',
  ]
  const text = lines.map((line) => `iotex_node_info_height_gauge${line}\n`).join('')
  expect(heardHeights(text)).toEqual([{ address: 'b', version: 'v', height: 1000 }])
})

const old = (height: number) => ({ address: 'io1a', version: 'v2.2.2', height })
const upgraded = (height: number) => ({ address: 'io1a', version: 'v2.5.0', height })

test.each([
  ['one series', [old(100)], [], old(100)],
  ['frozen below the new one', [old(100), upgraded(105)], [], upgraded(105)],
  ['frozen above the new one, which rises', [old(100), upgraded(97)], [old(100), upgraded(95)], upgraded(97)],
  ['the new one was not there before', [old(100), upgraded(100)], [old(100)], old(100)],
  ['both rise: twins with one key', [old(101), upgraded(103)], [old(100), upgraded(100)], upgraded(103)],
  ['none rises, in a halt', [old(100), upgraded(101)], [old(100), upgraded(101)], upgraded(101)],
])('after an upgrade one series counts: %s', (_what, now, before, expected) => {
  expect(nodesHeard(now, before)).toEqual([expected])
})
