import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { headView } from './published.service.ts'
import type { AuditCheckView } from './schema.ts'
import { checkChain } from './verify.service.ts'

/** Going through the whole log costs a second or two; many who ask at once share it. */
const KEPT_MS = 60_000

type Kept = { readonly sql: Sql; readonly askedAtMs: number; readonly check: Promise<AuditCheckView> }
let kept: Kept | null = null

/** Whether the whole log is what was written; what this process found at most a minute ago. */
export async function auditCheck(sql: Sql): Promise<AuditCheckView> {
  const now = wallNow()
  if (kept === null || kept.sql !== sql || now - kept.askedAtMs > KEPT_MS) {
    const check = checkNow(sql)
    kept = { sql, askedAtMs: now, check }
    check.catch(() => {
      kept = null // a failure is not kept
    })
  }
  return await kept.check
}

async function checkNow(sql: Sql): Promise<AuditCheckView> {
  const { head, fault, checkedAt } = await checkChain(sql)
  return { whole: fault === null, head: headView(head), fault, checkedAt: checkedAt.toISOString() }
}
