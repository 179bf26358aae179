import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { selfMetrics } from './self-metrics.ts'

const page = (name: string) =>
  gunzipSync(readFileSync(new URL(`fixtures/${name}`, import.meta.url))).toString()

test('reads what a recorded node says of itself', () => {
  expect(selfMetrics(page('metrics-v2.2.2.txt.gz'))).toMatchObject({
    operators: ['io1gskrxjtclfkyjqwpnf6m8kxafd0sl8mkk8cp49'],
    ...{ peers: 10, consensus: { height: 170, round: 0 } },
  })
  expect(selfMetrics(page('metrics-v2.5.0.txt.gz'))).toMatchObject({
    operators: ['io1hv49r4nafte3crdydjmc4hqtz8n0dl6dyp0p35'],
    ...{ peers: 13, consensus: { height: 82, round: 1 } },
  })
})

test.each([
  ['no rows at all', '', { operators: [], peers: null, height: null, consensus: null, startedAtMs: null }],
  [
    'no peers is a count',
    'iotex_heartbeat_status{source="node",status_type="numConnectedPeers"} 0',
    { peers: 0 },
  ],
  [
    'what is no count',
    'iotex_heartbeat_status{source="node",status_type="numConnectedPeers"} NaN',
    { peers: null },
  ],
  ['a height without a round', 'iotex_consensus_height 5', { consensus: null }],
  [
    'height and round',
    'iotex_consensus_height 5\niotex_consensus_round 0',
    { consensus: { height: 5, round: 0 } },
  ],
  [
    'labels in any order',
    'iotex_heartbeat_status{status_type="operatorAddress",source="io1a"} 1',
    { operators: ['io1a'] },
  ],
  [
    'several keys',
    'iotex_heartbeat_status{source="io1a",status_type="operatorAddress"} 1\niotex_heartbeat_status{source="io1b",status_type="operatorAddress"} 1',
    { operators: ['io1a', 'io1b'] },
  ],
  ['a start in seconds', 'process_start_time_seconds 1.7952257e+09', { startedAtMs: 1_795_225_700_000 }],
])('%s', (_what, text, said) => {
  expect(selfMetrics(text)).toMatchObject(said)
})
