import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { mainnet } from '#lib/chain/mainnet.ts'
import { readNetworks } from './config.client.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'networks-'))
afterAll(() => rmSync(folder, { recursive: true }))

const recording = JSON.parse(readFileSync(new URL('fixtures/network-a.json', import.meta.url), 'utf8'))

function written(name: string, text: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

/** The mistakes told of a networks.yaml, without its path. */
async function mistakes(text: string): Promise<string[]> {
  const file = written('networks.yaml', text)
  const told = await readNetworks({ file }).then(String, ({ message }: Error) => message)
  return told.split('\n').map((line) => line.replace(`${file}:`, ''))
}

const endpoint = '    endpoints: [{ name: a, grpc: "10.0.0.1:14014" }]\n'
const network = (id: string, more = '') => `  - id: ${id}\n    name: ours\n${more}${endpoint}`

test('reads networks with all that can be said of them', async () => {
  const text = `networks:
  - id: ours
    name: Our mainnet
    parameters: mainnet
    from: 48985561
    allowedRanges: [10.0.0.0/8, "fd00::/8"]
    endpoints:
      - name: near
        grpc: 10.0.0.1:14014
        jsonrpc: http://10.0.0.1:15014
        probe: http://10.0.0.1:8080
        metrics: http://10.0.0.1:8080/metrics
        gateway: true
      - name: public
        grpc: api.mainnet.iotex.one:443
        tls: true
  - id: plain
    name: Plain
    parameters: testnet
${endpoint}`
  const [ours, plain] = await readNetworks({ file: written('networks.yaml', text) })
  expect(ours).toMatchObject({ id: 'ours', from: { height: 48_985_561 }, params: mainnet, control: null })
  expect(ours?.endpoints[1]).toEqual({
    ...{ name: 'public', grpc: 'api.mainnet.iotex.one:443', tls: true, gateway: false },
    ...{ jsonrpc: null, probe: null, metrics: null },
  })
  expect(plain).toMatchObject({ from: { epochsBack: 24 }, allowedRanges: [] })
})

test('parameters may stand in the file itself, copied from a recording', async () => {
  const text = JSON.stringify({
    networks: [
      {
        id: 'own',
        name: 'Own',
        parameters: recording,
        from: 'genesis',
        endpoints: [{ name: 'a', grpc: 'a:1' }],
      },
    ],
  })
  const [own] = await readNetworks({ file: written('networks.yaml', text) })
  expect(own).toMatchObject({ from: 'genesis', params: { seats: 8, genesisMs: 1_795_225_490_000 } })
})

test.each([
  ['nothing', '', ['1: content: Invalid input: expected object, received null']],
  ['no network', 'networks: []', ['1: networks: needs at least one network']],
  [
    'no YAML',
    'networks: [',
    ['1: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  ['a key twice', 'networks:\n  - id: a\n    id: b', ['3: Map keys must be unique']],
  ['no parameters', `networks:\n${network('a')}`, ['2: parameters is missing']],
  [
    'an unknown preset',
    `networks:\n${network('a', '    parameters: mainet\n')}`,
    ['4: parameters: must be mainnet, testnet or the parameters themselves'],
  ],
  [
    'an unknown key',
    `networks:\n${network('a', '    parameters: mainnet\n    form: genesis\n')}`,
    ['5: unknown key form'],
  ],
  [
    'an id twice',
    `networks:\n${network('a', '    parameters: mainnet\n').repeat(2)}`,
    ['6: id a is there twice'],
  ],
  [
    'an id that fits no address',
    `networks:\n${network('"A b"', '    parameters: mainnet\n')}`,
    ['2: id: must be lower case letters, digits and hyphens'],
  ],
  [
    'a start below the first block',
    `networks:\n${network('a', '    parameters: mainnet\n    from: 0\n')}`,
    ['5: from: must be genesis or a height'],
  ],
  [
    'no range',
    `networks:\n${network('a', '    parameters: mainnet\n    allowedRanges:\n      - 10.0.0.0/8\n      - 10.0.0.0/80\n')}`,
    ['7: allowedRanges: must be a range such as 10.0.0.0/8'],
  ],
  [
    "a control port that is not our devnet's",
    `networks:\n${network('a', '    parameters: mainnet\n    control: http://10.0.0.1:1\n')}`,
    ['5: control: our own devnet is on this machine: 127.0.0.1'],
  ],
])('names %s by line', async (_what, text, expected) => expect(await mistakes(text)).toEqual(expected))

test('names every mistake in endpoints, by line', async () => {
  const text = `networks:
  - id: a
    name: a
    parameters: mainnet
    endpoints:
      - name: one
        gprc: 10.0.0.1:14014
        tls: maybe
      - grpc: http://10.0.0.1:14014
        jsonrpc: ftp://10.0.0.1
        probe: http://me:secret@10.0.0.1
        name: two
      - name: three
        grpc: 10.0.0.1:70000
`
  expect(await mistakes(text)).toEqual([
    '7: unknown key gprc',
    '8: tls: Invalid input: expected boolean, received string',
    '9: grpc: must be host:port',
    '10: jsonrpc: must be an http or https address without a password',
    '11: probe: must be an http or https address without a password',
    '14: grpc: must be host:port',
  ])
})

test('one name or address for two endpoints, and none to follow over', async () => {
  const twins = '    endpoints:\n      - name: x\n        grpc: a:1\n      - name: x\n        grpc: a:1\n'
  const head = '  - id: a\n    name: a\n    parameters: mainnet\n'
  expect(await mistakes(`networks:\n${head}${twins}`)).toEqual([
    '8: name x is there twice',
    '9: grpc a:1 is there twice',
  ])
  const blind = '    endpoints: [{ name: x, jsonrpc: "http://a" }]\n'
  expect(await mistakes(`networks:\n${head}${blind}`)).toEqual([
    '5: one endpoint at least needs a grpc address',
  ])
})

test.each([
  ['eras in no order', { eras: recording.eras.toReversed() }, 'the first era begins at height 1'],
  ['an unknown fork', { forks: { wakee: 1 } }, 'no fork is called wakee'],
  ['fewer candidates than seats', { candidateSeats: 7 }, '7 candidates cannot fill 8 seats'],
  [
    'an exempt operator with a typo',
    { exemptOperators: ['io14xgp03z7cj0hmumffjqmru0y0actnxzqvuxv28'] },
    'is no address',
  ],
  ['Rau as a number', { epochRewardRau: 1 }, 'must be Rau as a decimal number in quotes'],
])('refuses %s in parameters', async (_what, change, expected) => {
  const parameters = { ...recording, ...change }
  const text = JSON.stringify({
    networks: [{ id: 'own', name: 'Own', parameters, endpoints: [{ name: 'a', grpc: 'a:1' }] }],
  })
  expect((await mistakes(text)).join()).toContain(expected)
})

test('takes an era that begins inside an epoch, as the chain does', async () => {
  const eras = [recording.eras[0], { ...recording.eras[1], fromHeight: 82 }]
  const networks = [
    {
      id: 'own',
      name: 'Own',
      parameters: { ...recording, eras },
      endpoints: [{ name: 'a', grpc: 'a:1' }],
    },
  ]
  const [own] = await readNetworks({ file: written('networks.yaml', JSON.stringify({ networks })) })
  expect(own?.params.eras[1]?.fromHeight).toBe(82)
})

const node = { grpc: '127.0.0.1:1', jsonrpc: 'http://127.0.0.1:2', probe: 'http://127.0.0.1:3' }
const replay = { folder, control: 'http://127.0.0.1:4', nodes: [node, node] }

test("a replay is its recording's network, from genesis, on this machine", async () => {
  written('network.json', JSON.stringify(recording))
  const [network] = await readNetworks({ replay })
  expect(network).toMatchObject({
    ...{ id: 'network-a', name: 'network A', from: 'genesis', control: 'http://127.0.0.1:4' },
    allowedRanges: ['127.0.0.0/8'],
    params: { seats: 8, candidateSeats: 12, forks: { wake: 81 }, epochRewards: [{ fromHeight: 1 }] },
  })
  expect(network?.endpoints[1]).toMatchObject({ name: 'node1', metrics: 'http://127.0.0.1:3/metrics' })
})

test('a recording may tell more than we know, and forks we do not', async () => {
  written(
    'network.json',
    JSON.stringify({ ...recording, forks: { ...recording.forks, later: 400 }, more: 1 }),
  )
  expect((await readNetworks({ replay }))[0]?.params.forks.later).toBe(400)
})

test('a recording that is cut or changed: which line', async () => {
  const file = written('network.json', '{\n "name": "A",\n "seats": "many"')
  await expect(readNetworks({ replay })).rejects.toThrow(`${file}:3: `)
  written('network.json', JSON.stringify({ ...recording, seats: 0 }, null, 1))
  await expect(readNetworks({ replay })).rejects.toThrow(`${file}:6: seats: `)
  rmSync(file)
  await expect(readNetworks({ replay })).rejects.toThrow(`${file} cannot be read`)
})

const simulated = {
  control: 'http://127.0.0.1:4',
  network: recording,
  nodes: [{ ...node, name: 'alder', metrics: 'http://127.0.0.1:3/metrics', gateway: false }],
}

test('a simulated network is the practice network, with its nodes by name', async () => {
  const [network] = await readNetworks({ replay: simulated })
  expect(network).toMatchObject({
    ...{ id: 'practice', name: 'Practice network', kind: 'practice', from: 'genesis' },
    ...{ allowedRanges: ['127.0.0.0/8'], control: 'http://127.0.0.1:4', params: { seats: 8 } },
    endpoints: [{ name: 'alder', gateway: false, metrics: 'http://127.0.0.1:3/metrics', tls: false }],
  })
})

test('a simulated network that says what it is wrongly is refused with what is wrong', async () => {
  const told = readNetworks({ replay: { ...simulated, network: { ...recording, seats: 0 } } })
  await expect(told).rejects.toThrow(/^the practice network at http:\/\/127\.0\.0\.1:4: seats: /)
})

test('sources add up; one id may not come from two', async () => {
  written('network.json', JSON.stringify(recording))
  const ids = (await readNetworks({ preset: 'testnet', replay })).map(({ id }) => id)
  expect(ids).toEqual(['testnet', 'network-a'])
  const file = written('networks.yaml', `networks:\n${network('testnet', '    parameters: testnet\n')}`)
  await expect(readNetworks({ file, preset: 'testnet' })).rejects.toThrow('two networks have the id testnet')
  expect(await readNetworks({})).toEqual([])
})
