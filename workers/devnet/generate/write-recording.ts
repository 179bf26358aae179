import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { constants, createGzip, gzipSync } from 'node:zlib'
import { hex } from '#lib/chain/hash.ts'
import { type AnswerLine, balanceAnswers, credit, type Fund, metaAnswers, pollAnswers } from './answers.ts'
import { type CheckedEpoch, checkedFile } from './checked.ts'
import { generatedDelegates } from './delegates.ts'
import { generatedParams, jsonText, networkFile } from './network.ts'
import { type GenerateOptions, generateOptions } from './options.ts'
import { randomFrom } from './random.ts'
import { simulated } from './simulate.ts'

export type Generated = {
  readonly blocks: number
  readonly epochs: number
  readonly missed: number
  readonly lateCommits: number
}

/**
 * Writes a valid recording of the form that devnet replays: keys, links, signatures, roots and lists all follow the
 * chain's rules, and checked.json states what was decided while it was made.
 */
export async function generateRecording(folder: string, given: Partial<GenerateOptions>): Promise<Generated> {
  const options = generateOptions(given)
  const random = randomFrom(options.seed)
  const delegates = generatedDelegates(options, random)
  const params = generatedParams(options, delegates)
  await mkdir(folder, { recursive: true })
  const blocks = createGzip({ level: constants.Z_BEST_SPEED })
  const written = finished(blocks.pipe(createWriteStream(path.join(folder, 'blocks.jsonl.gz'))))
  const answers: AnswerLine[] = []
  const epochs: CheckedEpoch[] = []
  const fund: Fund = { unclaimed: new Map(), slashedRau: 0n }
  for (const block of simulated(options, params, delegates, random)) {
    const { height, info, set, account, rewards } = block
    const label = { hash: hex(block.hash), height: BigInt(height) }
    if (height === set.startHeight) {
      epochs.push(account)
      answers.push(...pollAnswers(params, set, label))
    }
    credit(fund, rewards)
    const line = `{"height": ${height}, "blockInfo": "${Buffer.from(info).toString('base64')}"}\n`
    if (!blocks.write(line)) await once(blocks, 'drain')
    if (height < options.blocks) continue
    answers.push(...balanceAnswers(params, fund, label), ...metaAnswers(params, set, height))
    break
  }
  blocks.end()
  await written
  await writeTexts(folder, {
    'network.json': `${jsonText(networkFile(options.name, params, delegates))}\n`,
    'answers.jsonl.gz': answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''),
    'checked.json': `${JSON.stringify(checkedFile(params, options.blocks, epochs))}\n`,
    'web3.jsonl.gz': '',
    'observations.jsonl.gz': '',
    'events.jsonl': '',
  })
  const missed = epochs.reduce((sum, epoch) => sum + epoch.missed.length, 0)
  const lateCommits = epochs.reduce((sum, epoch) => sum + epoch.lateCommits, 0)
  return { blocks: options.blocks, epochs: epochs.length, missed, lateCommits }
}

async function writeTexts(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
  }
}
