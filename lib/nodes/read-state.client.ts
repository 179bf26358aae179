import type { Channel, Patience } from './channel.client.ts'
import { NodeError } from './errors.ts'
import { heightFrom } from './numbers.ts'

export type StateAnswer = { readonly data: Uint8Array; readonly blockHeight: number }

const utf8 = new TextEncoder()

/**
 * Reads a protocol's state at the node's tip. A past height is never asked for: nodes of v2.2.2 label today's value with
 * it, later ones refuse. An answer for block 0 is how a node says that it does not know the method or the argument.
 * @throws {NodeError} `not_supported` for an answer that stands for no block.
 */
export async function readState(
  channel: Channel,
  read: {
    readonly protocol: string
    readonly method: string | Uint8Array
    readonly argument?: string | Uint8Array
  },
  patience: Patience,
): Promise<StateAnswer> {
  const what = `${read.protocol} ${typeof read.method === 'string' ? read.method : 'data'}`
  const answer = await channel.ask(what, patience, (api, options) =>
    api.readState(
      {
        protocolId: utf8.encode(read.protocol),
        methodName: bytesOf(read.method),
        arguments: read.argument === undefined ? [] : [bytesOf(read.argument)],
      },
      options,
    ),
  )
  const blockHeight = heightFrom(answer.blockIdentifier?.height ?? 0n, what)
  if (blockHeight === 0) throw new NodeError('not_supported', `${channel.endpoint} does not know ${what}`)
  return { data: answer.data, blockHeight }
}

function bytesOf(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? utf8.encode(value) : value
}
