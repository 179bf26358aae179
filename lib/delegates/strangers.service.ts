import { record } from '#lib/audit/audit.service.ts'
import { wallNow } from '#lib/clock.ts'
import type { AnySql } from '#lib/db/client.ts'
import { markStrangers } from './members.store.ts'

/**
 * Marks those who proved an owner's key of a delegate that has another owner now, and takes the mark from those whose
 * address owns it again.
 */
export async function noticeStrangers(tx: AnySql, networkId: number): Promise<void> {
  for (const changed of await markStrangers(tx, networkId, new Date(wallNow()))) {
    await record(tx, { kind: 'worker', name: 'follow-chain' }, null, {
      action: changed.strangerAt === null ? 'claim_restored' : 'claim_marked',
      subject: { kind: 'member', id: changed.userId },
      networkId,
      delegateId: changed.delegateId,
      after: changed,
    })
  }
}
