import path from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { epochEnd, epochStart } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import { ReadStateResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { CandidateListSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import { readRecording } from '../recording/recording.ts'
import { rewardsIn } from '../simulation/economy/books.ts'
import { FIXTURES, recordedLines } from '../testing.ts'
import { epochGrant } from './rewards.ts'

test('shares and bonuses are those of real nodes, in their order: the nine finished epochs of recording A', async () => {
  const { params, blocks } = await readRecording(path.join(FIXTURES, 'a'))
  const answers = recordedLines('a', 'answers.jsonl.gz') as { label: string; response: string }[]
  for (let epoch = 1; epoch <= 9; epoch++) {
    const answer = answers.find(({ label }) => label === `CandidatesByEpoch ${epoch}`)?.response ?? ''
    const { data } = fromBinary(ReadStateResponseSchema, Buffer.from(answer, 'base64'))
    const candidates = fromBinary(CandidateListSchema, data).candidates.map((candidate) => ({
      operator: candidate.address,
      identity: '',
      reward: candidate.rewardAddress,
      votes: BigInt(`0x${Buffer.from(candidate.votes).toString('hex')}`),
      votesBeforeCut: null,
      probationCount: 0,
    }))
    const [startHeight, endHeight] = [epochStart(params, epoch), epochEnd(params, epoch)]
    const set = { epoch, startHeight, endHeight, candidates, probation: new Map(), seats: [] }
    const logged = rewardsIn(blocks[endHeight - 1]?.info ?? new Uint8Array(0)).filter(
      ({ type }) => type === 1 || type === 2,
    )
    expect(epochGrant(params, set, eraAt(params, endHeight).blockRewardRau, new Map())).toEqual(logged)
    expect(logged.length).toBeGreaterThan(9)
  }
})
