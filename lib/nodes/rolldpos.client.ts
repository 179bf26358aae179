import type { Channel, Patience } from './channel.client.ts'
import { decimalFrom } from './numbers.ts'
import { readState } from './read-state.client.ts'

/**
 * What a node knows of the network's own arithmetic. Its reads take an epoch or a height as bare digits and answer
 * wrongly without a word when given the other one, so each question here says which it needs.
 */
export type RolldposQuestion =
  | { readonly method: 'NumDelegates' | 'NumCandidateDelegates' }
  | { readonly method: 'EpochHeight' | 'EpochLastHeight'; readonly epoch: number }
  | { readonly method: 'EpochNumber' | 'NumSubEpochs'; readonly height: number }

export async function rolldpos(
  channel: Channel,
  question: RolldposQuestion,
  patience: Patience,
): Promise<number> {
  const { method } = question
  const argument = 'epoch' in question ? question.epoch : 'height' in question ? question.height : null
  const read = { protocol: 'rolldpos', method, ...(argument !== null && { argument: String(argument) }) }
  const { data } = await readState(channel, read, patience)
  return decimalFrom(data, `${method} of ${channel.endpoint}`)
}
