import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import type { NetworkParams } from '#lib/chain/params.ts'
import { createNodeClient } from '#lib/nodes/client.ts'
import { openDoor } from '#lib/nodes/door.client.ts'
import { localEndpoint, recordedAnswers, replayServer } from '#lib/nodes/testing.client.ts'
import { checkParams } from './check-params.service.ts'
import { RecordingJson } from './params-schema.ts'

const { params } = RecordingJson.parse(
  JSON.parse(readFileSync(new URL('fixtures/network-a.json', import.meta.url), 'utf8')),
)
const answers = recordedAnswers('v2.2.2')

async function differences(changed: Partial<NetworkParams>) {
  const answerTo = (label: string) => answers.find((answer) => answer.label === label)
  const server = await replayServer(['ReadState'], (_method, request) => {
    const recorded = answers.find(({ request: asked }) => asked === request.toString('base64'))
    // Wrong parameters ask about epochs that were not recorded: any number is a difference.
    return recorded ?? answerTo('rolldpos EpochHeight 1')
  })
  const client = createNodeClient(localEndpoint({ grpc: server.grpc }), openDoor(['127.0.0.0/8']))
  onTestFinished(() => {
    client.close()
    server.close()
  })
  return await checkParams(client, { ...params, ...changed }, 440)
}

test("a real node's own answers equal our parameters", async () => {
  expect(await differences({})).toEqual([])
})

test('names what differs', async () => {
  expect(await differences({ candidateSeats: 36 })).toEqual([
    { what: 'NumCandidateDelegates', ours: 36, theirs: 12 },
  ])
  const [first, second] = params.eras
  const eras = first && second ? [first, { ...second, subEpochs: 7 }] : []
  expect(await differences({ eras })).toContainEqual({
    what: 'NumSubEpochs at height 81',
    ours: 7,
    theirs: 6,
  })
})
