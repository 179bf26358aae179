import path from 'node:path'
import { expect, test } from 'vitest'
import { readBlocks } from '../recording/blocks-file.ts'
import { FIXTURES, recordedLines } from '../testing.ts'
import { ethereumBlock } from './ethereum-block.ts'

type Exchange = { readonly request: string; readonly response: string }
type Recorded = { readonly number: string; readonly transactions: readonly unknown[] }

test('a block reads as the node that recorded it answered, field by field', async () => {
  const blocks = await readBlocks(path.join(FIXTURES, 'a'))
  const answers = (recordedLines('a', 'web3.jsonl.gz') as Exchange[]).filter(({ request }) =>
    /eth_getBlockByNumber.*false/.test(request),
  )
  const recorded = answers.flatMap(
    ({ response }) => (JSON.parse(response) as { result?: Recorded }).result ?? [],
  )
  expect(recorded.map(({ number }) => number)).toEqual(['0x1', '0x1b8'])
  for (const answer of recorded) {
    const block = blocks.find(({ height }) => height === Number(answer.number))
    expect(block && ethereumBlock(block)).toEqual(answer)
  }
})
