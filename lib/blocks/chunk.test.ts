import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { TimestampSchema } from '@bufbuild/protobuf/wkt'
import { expect, test } from 'vitest'
import { openEpoch } from '#lib/epochs/open-epoch.ts'
import { BlockHeaderCoreSchema, BlockHeaderSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import { type RawBlockInfo, RawBlockInfoSchema } from '#lib/nodes/gen/raw_pb.ts'
import { type Mode, readChunk } from './chunk.ts'
import { received } from './decode.ts'
import { blocksOf, readRecording, unranked } from './testing.ts'

const recording = readRecording('a')
const { params } = recording
const epoch1 = blocksOf(recording, 1)

/** Epoch 1 of recording A with one block changed. */
function read(height: number, change: (block: RawBlockInfo) => void, mode: Mode = 'every') {
  const open = openEpoch(params, 1, unranked(recording.list(1)), null)
  const blocks = epoch1.map((bytes, index) => {
    if (index !== height - 1) return bytes
    const block = fromBinary(RawBlockInfoSchema, bytes)
    change(block)
    return toBinary(RawBlockInfoSchema, block)
  })
  return readChunk(params, open, null, blocks.map(received), mode)
}

test.each<Mode>(['every', 'needed'])('an unchanged epoch verifies, checking %s signatures', (mode) => {
  expect(read(1, () => undefined, mode)).toMatchObject({ kind: 'verified', tip: { height: 40 } })
})

// Block 21 carries the poll result: 40 blocks, the middle from 21 on.
test('a poll result that is swapped for another action is caught', () => {
  const result = read(21, ({ block }) => {
    const actions = block?.body?.actions ?? []
    expect(actions).toHaveLength(2)
    for (const index of [0, 1]) actions[index] = actions[1 - index] as Uint8Array
  })
  expect(result).toMatchObject({ kind: 'lying', failure: { height: 21, check: 'action_hash' } })
})

test('an action that is none is caught, not thrown over', () => {
  const result = read(21, ({ block }) => block?.body?.actions.splice(0, 1, Uint8Array.of(255, 255, 255)))
  expect(result).toMatchObject({ kind: 'lying', failure: { height: 21, check: 'action_hash' } })
})

test('an action that is left out is caught', () => {
  const result = read(21, ({ block }) => block?.body?.actions.pop())
  expect(result).toMatchObject({ kind: 'lying', failure: { height: 21, check: 'action_hash' } })
})

test('a timestamp in the far future is caught before its rounds are listed', () => {
  const days = 3_000_000 // seconds, in whole turns of 8 seats and 3 s
  const later = (bytes: Uint8Array): Uint8Array => {
    const time = fromBinary(TimestampSchema, bytes)
    return toBinary(TimestampSchema, { ...time, seconds: time.seconds + BigInt(days * 24) })
  }
  const result = read(
    40,
    ({ block }) => {
      if (block?.footer === undefined) return
      const header = fromBinary(BlockHeaderSchema, block.header)
      const core = fromBinary(BlockHeaderCoreSchema, header.core)
      if (core.timestamp) core.timestamp.seconds += BigInt(days * 24)
      header.core = toBinary(BlockHeaderCoreSchema, core)
      block.header = toBinary(BlockHeaderSchema, header)
      block.footer.timestamp = later(block.footer.timestamp)
      for (const one of block.footer.endorsements) one.timestamp = later(one.timestamp)
    },
    'needed',
  )
  expect(result).toMatchObject({ kind: 'lying', failure: { height: 40, check: 'header_signature' } })
})

test('bytes that are no block are caught', () => {
  const open = openEpoch(params, 1, unranked(recording.list(1)), null)
  const result = readChunk(params, open, null, [received(Uint8Array.of(1, 2, 3))], 'every')
  expect(result).toMatchObject({ kind: 'lying', failure: { height: 1, check: 'height' } })
})
