import { z } from 'zod'
import type { AnySql, Sql } from '#lib/db/client.ts'
import { cutPage, type Page, readCursor, writeCursor } from '#lib/http/cursor.ts'
import type { PageQuery } from '#lib/http/query.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { findHead } from './entries.store.ts'
import { type Head, NO_ENTRIES } from './entry.ts'
import { listHeadsBefore } from './heads.store.ts'
import type { AuditHeadView, PublishedHeadView } from './schema.ts'

/** Where the log stands now. */
export async function auditHead(sql: AnySql): Promise<AuditHeadView> {
  return headView((await findHead(sql)) ?? NO_ENTRIES)
}

/** A page of the heads published for a network's epochs, newest first. */
export async function auditHeadPage(
  sql: Sql,
  slug: string,
  page: PageQuery,
): Promise<Page<PublishedHeadView>> {
  const network = await getNetwork(sql, slug)
  const before = readCursor('audit-heads', page.cursor, z.tuple([z.int32()]))?.[0] ?? null
  const heads = await listHeadsBefore(sql, network.key, before, page.limit + 1)
  const views = heads.map((head) => ({
    ...{ epoch: head.epoch, ...headView(head), publishedAt: head.publishedAt.toISOString() },
  }))
  return cutPage(views, page.limit, ({ epoch }) => writeCursor('audit-heads', [epoch]))
}

/** A head as the API shows it. */
export function headView({ seq, hash }: Head): AuditHeadView {
  return { seq, hash: Buffer.from(hash).toString('hex') }
}
