import path from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import { beforeAll, describe, expect, test } from 'vitest'
import { addressOfPublicKey } from '#lib/chain/address.ts'
import { endorsementDigest, isSignedBy } from '#lib/chain/signatures.ts'
import { BlockInfoSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { BlockHeaderSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import type { Ledger, LedgerBlock } from '../ledger.ts'
import { type Recording, readRecording } from '../recording/recording.ts'
import { replayLedger } from '../replay-ledger.ts'
import { FIXTURES } from '../testing.ts'
import { editedBlock } from './edit-block.ts'
import { FaultRequest, type LieName } from './fault.ts'
import { faultedLedger } from './faulted-ledger.ts'

const HEIGHT = 200
let recording: Recording
let honest: Ledger

beforeAll(async () => {
  recording = await readRecording(path.join(FIXTURES, 'a'))
  const clock = {
    anchorWallMs: 0,
    anchorNetworkMs: Number.MAX_SAFE_INTEGER,
    speed: 0,
    endsAtMs: null,
    endHeight: 440,
  }
  honest = replayLedger(recording, clock)
})

function lying(lie: LieName, variant?: string): Ledger {
  const request = FaultRequest.parse({
    node: 0,
    fault: 'lie',
    lie,
    height: HEIGHT,
    ...(variant && { variant }),
  })
  return faultedLedger(honest, [{ ...request, id: 1, tip: 440 }])
}
function block(ledger: Ledger, height: number): LedgerBlock {
  const found = ledger.block(height)
  if (found === undefined) throw new Error(`no block ${height}`)
  return found
}
function decoded(at: LedgerBlock) {
  const info = fromBinary(BlockInfoSchema, Uint8Array.from(at.info)) // not a Buffer, which prints otherwise
  const header = fromBinary(BlockHeaderSchema, info.block?.header ?? new Uint8Array(0))
  const endorsements = info.block?.footer?.endorsements ?? []
  return { info, header, endorsements, footer: info.block?.footer }
}

test('taking a block apart and together again changes no byte of any', () => {
  for (const each of recording.blocks) expect(Buffer.compare(editedBlock(each, {}).info, each.info)).toBe(0)
})

const LIES: readonly [LieName, string | undefined][] = [
  ['producer', undefined],
  ['timestamp', undefined],
  ['footer_time', 'footer'],
  ['footer_time', 'all'],
  ['endorsers', 'other_seat'],
  ['endorsers', 'duplicate'],
  ['endorsers', 'drop'],
  ['endorsers', 'stranger'],
  ['receipt_amount', undefined],
  ['transaction_log', undefined],
  ['forged_signature', 'endorsement'],
  ['forged_signature', 'header'],
]

describe.each(LIES)('the lie %s %s', (lie, variant) => {
  test('changes its block and no other, and only what it says', () => {
    const ledger = lying(lie, variant)
    const told = block(ledger, HEIGHT)
    const truth = block(honest, HEIGHT)
    expect(Buffer.compare(told.info, truth.info)).not.toBe(0)
    for (const height of [HEIGHT - 1, HEIGHT + 1]) expect(block(ledger, height)).toBe(block(honest, height))
    const [lied, was] = [decoded(told), decoded(truth)]
    const changed = {
      core: Buffer.compare(lied.header.core, was.header.core) !== 0,
      producer: told.producer !== truth.producer,
      headerSignature: Buffer.compare(lied.header.signature, was.header.signature) !== 0,
      hash: told.hash !== truth.hash,
      footerTime: told.committedAtMs !== truth.committedAtMs,
      endorsements: JSON.stringify(lied.endorsements, text) !== JSON.stringify(was.endorsements, text),
      receipts: JSON.stringify(lied.info.receipts) !== JSON.stringify(was.info.receipts),
      logs:
        JSON.stringify(lied.info.transactionLogs, text) !== JSON.stringify(was.info.transactionLogs, text),
      body: JSON.stringify(lied.info.block?.body) !== JSON.stringify(was.info.block?.body),
    }
    const names = Object.entries(changed).flatMap(([name, is]) => (is ? [name] : []))
    expect(names).toEqual(EXPECTED[`${lie} ${variant ?? ''}`.trim()])
  })
})

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  producer: ['producer', 'hash'],
  timestamp: ['core', 'hash'],
  'footer_time footer': ['footerTime'],
  'footer_time all': ['footerTime', 'endorsements'],
  'endorsers other_seat': ['endorsements'],
  'endorsers duplicate': ['endorsements'],
  'endorsers drop': ['endorsements'],
  'endorsers stranger': ['endorsements'],
  receipt_amount: ['receipts'],
  transaction_log: ['logs'],
  'forged_signature endorsement': ['endorsements'],
  'forged_signature header': ['headerSignature', 'hash'],
}

function text(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

test('the key of another seat has a seat, the one of a stranger has none but signs rightly', () => {
  const operators = new Set(recording.delegates.map(({ operator }) => operator))
  const other = decoded(block(lying('endorsers', 'other_seat'), HEIGHT)).endorsements.at(-1)
  expect(operators.has(addressOfPublicKey(other?.endorser ?? new Uint8Array(0)))).toBe(true)
  const stranger = decoded(block(lying('endorsers', 'stranger'), HEIGHT)).endorsements.at(-1)
  const key = stranger?.endorser ?? new Uint8Array(0)
  expect(operators.has(addressOfPublicKey(key))).toBe(false)
  const hash = Buffer.from(block(honest, HEIGHT).hash, 'hex')
  const { seconds = 0n, nanos = 0 } = stranger?.timestamp ?? {}
  const digest = endorsementDigest(hash, Number(seconds), nanos)
  expect(isSignedBy(digest, stranger?.signature ?? key, key)).toBe(true)
})

test('a footer that moved with its endorsements keeps them equal to itself', () => {
  const { footer, endorsements } = decoded(block(lying('footer_time', 'all'), HEIGHT))
  expect(endorsements.every(({ timestamp }) => timestamp?.seconds === footer?.timestamp?.seconds)).toBe(true)
})

test('a fork is another chain from its height on, linked to the end', () => {
  const ledger = lying('fork')
  expect(block(ledger, HEIGHT - 1)).toBe(block(honest, HEIGHT - 1))
  for (let height = HEIGHT; height <= 440; height++) {
    expect(block(ledger, height).hash).not.toBe(block(honest, height).hash)
    expect(block(ledger, height).parentHash).toBe(block(ledger, height - 1).hash)
  }
})

test('the wrong network has another genesis and is linked from there', () => {
  const ledger = faultedLedger(honest, [{ node: 0, fault: 'wrong_network', id: 1, tip: 440 }])
  expect(block(ledger, 440).hash).not.toBe(block(honest, 440).hash)
  expect(block(ledger, 1).parentHash).toBe(ledger.genesisHash)
  expect(ledger.genesisHash).not.toBe(honest.genesisHash)
  for (let height = 2; height <= 440; height++) {
    expect(block(ledger, height).parentHash).toBe(block(ledger, height - 1).hash)
  }
})

test('a lie hides the recorded bytes of blocks, and nothing else', () => {
  const request = Buffer.from('CLgDEAEYASAB', 'base64')
  expect(honest.recorded(0, 'iotexapi.APIService/GetRawBlocks', request)).toBeDefined()
  expect(lying('producer').recorded(0, 'iotexapi.APIService/GetRawBlocks', request)).toBeUndefined()
  expect(lying('producer').recorded(0, 'iotexapi.APIService/GetChainMeta', Buffer.alloc(0))).toBeDefined()
})
