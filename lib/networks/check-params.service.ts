import { epochEnd, epochOf, epochStart } from '#lib/chain/epoch.ts'
import { eraAt } from '#lib/chain/eras.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { NodeClient } from '#lib/nodes/client.ts'
import type { RolldposQuestion } from '#lib/nodes/rolldpos.client.ts'

/** Something a node computes otherwise than our parameters do. */
export type ParamsDifference = { readonly what: string; readonly ours: number; readonly theirs: number }

/**
 * Asks a node for its own arithmetic and says where ours differs: seats, candidate seats, and epochs around each era's
 * border up to `tip`, which is the node's. Nothing beyond the tip's epoch is asked: of the future a node only repeats
 * its present.
 */
export async function checkParams(
  client: NodeClient,
  params: NetworkParams,
  tip: number,
  signal?: AbortSignal,
): Promise<ParamsDifference[]> {
  const differences: ParamsDifference[] = []
  const patience = signal ? { signal } : {}
  for (const { question, ours } of questions(params, tip)) {
    const theirs = await client.rolldpos(question, patience)
    if (theirs !== ours) differences.push({ what: wordsOf(question), ours, theirs })
  }
  return differences
}

function questions(params: NetworkParams, tip: number): { question: RolldposQuestion; ours: number }[] {
  const borders = params.eras.flatMap(({ fromHeight }) => [fromHeight - 1, fromHeight])
  const heights = [...new Set([...borders, tip])].filter((height) => height >= 1 && height <= tip)
  const epochs = [...new Set(heights.map((height) => epochOf(params, height)))]
  return [
    { question: { method: 'NumDelegates' }, ours: params.seats },
    { question: { method: 'NumCandidateDelegates' }, ours: params.candidateSeats },
    ...heights.flatMap((height): { question: RolldposQuestion; ours: number }[] => [
      { question: { method: 'EpochNumber', height }, ours: epochOf(params, height) },
      { question: { method: 'NumSubEpochs', height }, ours: eraAt(params, height).subEpochs },
    ]),
    ...epochs.flatMap((epoch): { question: RolldposQuestion; ours: number }[] => [
      { question: { method: 'EpochHeight', epoch }, ours: epochStart(params, epoch) },
      { question: { method: 'EpochLastHeight', epoch }, ours: epochEnd(params, epoch) },
    ]),
  ]
}

function wordsOf(question: RolldposQuestion): string {
  if ('epoch' in question) return `${question.method} of epoch ${question.epoch}`
  return 'height' in question ? `${question.method} at height ${question.height}` : question.method
}
