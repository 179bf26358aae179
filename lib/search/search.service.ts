import { epochOf } from '#lib/chain/epoch.ts'
import type { Sql } from '#lib/db/client.ts'
import { delegatesMatching } from '#lib/delegates/delegates.service.ts'
import { RequestError } from '#lib/http/request-error.ts'
import { followedFrom, type Network } from '#lib/networks/network.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import type { SearchHit } from './schema.ts'

const MOST_HITS = 20
const LONGEST = 128

/**
 * What a text means on a network: a height, an epoch, an address (io1 or 0x, or how it begins), a delegate's name or how
 * it begins. Empty when nothing is.
 * @throws {RequestError} `bad_query` for an empty or overlong text. `bad_address` for an address with a wrong checksum.
 */
export async function search(sql: Sql, slug: string, text: string): Promise<SearchHit[]> {
  const network = await getNetwork(sql, slug)
  const wanted = text.trim()
  if (wanted === '' || wanted.length > LONGEST) {
    throw new RequestError('bad_query', `Search takes 1 to ${LONGEST} characters, not ${wanted.length}.`)
  }
  const delegates = await delegatesMatching(sql, network, wanted)
  const hits = delegates.map(({ id, operator, name }): SearchHit => {
    const href = `/n/${slug}/delegates/${encodeURIComponent(name || (id ?? operator))}`
    return { kind: 'delegate', label: name || operator, href }
  })
  return [...numberHits(network, wanted), ...hits].slice(0, MOST_HITS)
}

/** A number may be a height and an epoch at once; people paste it with its thousands grouped. */
function numberHits(network: Network, text: string): SearchHit[] {
  const digits = text.replace(/(?<=\d)[,'_ \u2009\u202f](?=\d{3})/g, '')
  const { tip, slug, params } = network
  const from = followedFrom(network)
  if (!/^\d{1,15}$/.test(digits) || tip === null || from === null) return []
  const number = Number(digits)
  const hits: SearchHit[] = []
  if (number >= from && number <= tip.height) {
    hits.push({ kind: 'block', label: `block ${number}`, href: `/n/${slug}/blocks/${number}` })
  }
  if (number >= epochOf(params, from) && number <= epochOf(params, tip.height)) {
    hits.push({ kind: 'epoch', label: `epoch ${number}`, href: `/n/${slug}/epochs/${number}` })
  }
  return hits
}
