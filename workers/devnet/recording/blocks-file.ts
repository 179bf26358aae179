import { z } from 'zod'
import type { LedgerBlock } from '../ledger.ts'
import { ledgerBlock } from './ledger-block.ts'
import { type Line, lines, lineValue } from './lines.ts'
import { RecordingError } from './recording-error.ts'
import { shelf } from './shelf.ts'

const FILE = 'blocks.jsonl.gz'
const BlockLine = z.object({ height: z.int().min(1), blockInfo: z.base64() })

/**
 * The blocks of a recording, checked as far as no key is needed: every line a block of the height it says, heights
 * without gaps, every block linked to the one before by its hash.
 * @throws {RecordingError} naming the file and the line.
 */
export async function readBlocks(folder: string): Promise<readonly LedgerBlock[]> {
  const blocks: LedgerBlock[] = []
  const keep = shelf()
  for await (const line of lines(folder, FILE)) {
    const block = blockOn(line, keep)
    const before = blocks.at(-1)
    if (before !== undefined && block.height !== before.height + 1) {
      throw new RecordingError(
        'broken_chain',
        `${line.where}: height ${block.height} follows ${before.height}`,
      )
    }
    if (before !== undefined && block.parentHash !== before.hash) {
      const links = `links to ${block.parentHash}, but the hash of block ${before.height} is ${before.hash}`
      throw new RecordingError('broken_chain', `${line.where}: block ${block.height} ${links}`)
    }
    blocks.push(block)
  }
  if (blocks.length === 0) throw new RecordingError('cut_file', `${folder}/${FILE} holds no block`)
  return blocks
}

function blockOn(line: Line, keep: (base64: string) => Uint8Array): LedgerBlock {
  const parsed = BlockLine.safeParse(lineValue(line))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new RecordingError('bad_line', `${line.where}: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  try {
    const block = ledgerBlock(keep(parsed.data.blockInfo))
    if (block.height === parsed.data.height) return block
    throw new RangeError(`it says height ${parsed.data.height}, its block says ${block.height}`)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new RecordingError('bad_line', `${line.where}: blockInfo: ${why}`, { cause })
  }
}
