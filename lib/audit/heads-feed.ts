import type { PublishedHeadView } from './schema.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** An Atom feed (RFC 4287) of published heads, newest first, for whoever keeps them elsewhere by a feed reader. */
export function headsFeed(
  network: string,
  origin: string,
  heads: readonly PublishedHeadView[],
  now: Date,
): string {
  const self = `${origin}/api/v1/networks/${network}/audit-heads.atom`
  const entries = heads.map(({ epoch, seq, hash, publishedAt }) => {
    const title = `${network}, epoch ${epoch}: ${seq}:${hash}`
    return [
      '<entry>',
      `<id>${escaped(`${self}#${epoch}`)}</id><title>${escaped(title)}</title><updated>${publishedAt}</updated>`,
      `<content type="text">At the end of epoch ${epoch} the audit log had ${seq} entries; the hash of the last: ${hash}</content>`,
      '</entry>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${escaped(self)}</id><title>${escaped(`Heads of the audit log, ${network}`)}</title>`,
    `<link rel="self" href="${escaped(self)}"/><author><name>Rollcall</name></author>`,
    `<updated>${heads[0]?.publishedAt ?? now.toISOString()}</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
}
