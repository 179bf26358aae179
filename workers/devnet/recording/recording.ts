import { epochOf } from '#lib/chain/epoch.ts'
import type { GrpcAnswer, LedgerBlock, Observation, Web3Answer } from '../ledger.ts'
import { readAnswers } from './answers-file.ts'
import { readBlocks } from './blocks-file.ts'
import { type RecordedNetwork, readNetworkFile } from './network-file.ts'
import { readObservations } from './observations-file.ts'
import { RecordingError } from './recording-error.ts'
import { readWeb3 } from './web3-file.ts'

/** A recording folder, read and checked. */
export type Recording = RecordedNetwork & {
  readonly blocks: readonly LedgerBlock[]
  readonly answers: ReadonlyMap<string, GrpcAnswer>
  readonly web3: ReadonlyMap<string, Web3Answer>
  readonly observations: ReadonlyMap<number, readonly Observation[]>
}

/**
 * Reads a recording folder whole.
 * @throws {RecordingError} for what is missing, cut or changed, naming the file and the line.
 */
export async function readRecording(folder: string): Promise<Recording> {
  const network = await readNetworkFile(folder)
  const blocks = await readBlocks(folder)
  const first = blocks[0]
  if (first !== undefined && first.atMs <= network.params.genesisMs) {
    const when = new Date(first.atMs).toISOString()
    throw new RecordingError(
      'bad_file',
      `${folder}/network.json: genesisAt is not before the first block (${when})`,
    )
  }
  epochOf(network.params, first?.height ?? 1)
  return {
    ...network,
    blocks,
    answers: await readAnswers(folder),
    web3: await readWeb3(folder),
    observations: await readObservations(folder),
  }
}
