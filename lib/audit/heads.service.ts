import type { AnySql } from '#lib/db/client.ts'
import { NO_ENTRIES } from './entry.ts'
import { insertHead } from './heads.store.ts'

/**
 * Publishes where the log stands at the end of a network's epoch, in the caller's transaction: whoever keeps it can
 * prove later that what came before was changed or cut off. Once published it stays.
 */
export async function publishHead(tx: AnySql, networkId: number, epoch: number): Promise<void> {
  await insertHead(tx, networkId, epoch, NO_ENTRIES)
}
