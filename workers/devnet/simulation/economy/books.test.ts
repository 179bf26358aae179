import { fromBinary } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { ReadStateResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { recordedLines } from '../../testing.ts'
import { randomStory } from '../random-story.ts'
import { networkPlan } from '../shapes.ts'
import { startNetwork } from '../start-network.ts'
import { bookErrors, booksOf, rewardsIn } from './books.ts'

const SLASH = 4
const genesisMs = 1_795_300_000_000

test.each([1, 2, 3])(
  'after six epochs with thirty faults (seed %i) the books of the fund hold to the Rau',
  async (seed) => {
    const plan = networkPlan({ shape: 'small', seed, genesisMs, forks: { yap: 145, yapBeta: 145 } })
    const story = randomStory(seed, 30, 6 * 48 * 2500)
    const network = await startNetwork({
      plan,
      speed: 1e-6,
      dataDir: null,
      historyEpochs: 6,
      story,
      storyBegins: 'at_genesis',
    })
    const tip = network.tip()
    const blocks = Array.from(
      { length: tip },
      (_, index) => network.block(index + 1)?.info ?? new Uint8Array(0),
    )
    await network.close()
    const { rewardingPoolAtGenesisRau } = plan.params
    expect(bookErrors(booksOf(blocks), rewardingPoolAtGenesisRau, network.economy, tip)).toEqual([])
    expect(tip).toBeGreaterThanOrEqual(288)
    expect(blocks.some((block) => rewardsIn(block).some(({ type }) => type === SLASH))).toBe(true)
  },
)

test('the books of recording A are what its nodes answered', () => {
  const blocks = recordedLines('a', 'blocks.jsonl.gz') as { blockInfo: string }[]
  const answers = recordedLines('a', 'answers.jsonl.gz') as { label: string; response: string }[]
  const read = (label: string) => {
    const response = answers.find((answer) => answer.label === `rewarding ${label}`)?.response ?? ''
    const { data } = fromBinary(ReadStateResponseSchema, Buffer.from(response, 'base64'))
    return BigInt(Buffer.from(data).toString())
  }
  const books = booksOf(blocks.map(({ blockInfo }) => Buffer.from(blockInfo, 'base64')))
  const unclaimed = [...books.unclaimed].map(
    ([address]) => [address, read(`UnclaimedBalance ${address}`)] as const,
  )
  expect(new Map(unclaimed)).toEqual(books.unclaimed)
  expect(read('TotalBalance')).toBe(200_000_000n * 10n ** 18n + books.incomeRau - books.claimedRau)
})
