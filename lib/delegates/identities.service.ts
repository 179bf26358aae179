import type { Sql } from '#lib/db/client.ts'
import { insertHistory, listIdentities, nameUnknown, saveIdentities } from './identities.store.ts'
import type { Identity } from './identities.ts'
import { noticeStrangers } from './strangers.service.ts'

/** Who stands behind an operator: by the identity of the epoch's list where it has one, else by what nodes say now. */
export type Directory = {
  readonly whoIs: (
    operator: string,
    identity: string,
  ) => { readonly id: string | null; readonly name: string | null }
  /** Takes over what a node says; true when something was new. */
  readonly learn: (identities: readonly Identity[], height: number) => Promise<boolean>
}

/** The known delegates of a network, with those that workers learned before. */
export async function openDirectory(sql: Sql, networkId: number): Promise<Directory> {
  const byId = new Map<string, Identity>()
  const byOperator = new Map<string, Identity>()
  const remember = (identity: Identity): void => {
    byId.set(identity.id, identity)
    byOperator.set(identity.operator, identity)
  }
  for (const identity of await listIdentities(sql, networkId)) remember(identity)
  return {
    whoIs: (operator, identity) => {
      const known = identity === '' ? byOperator.get(operator) : byId.get(identity)
      return { id: identity === '' ? (known?.id ?? null) : identity, name: known?.name ?? null }
    },
    learn: async (identities, height) => {
      const changed = identities.filter((identity) => !isSame(byId.get(identity.id), identity))
      if (changed.length === 0) return false
      await sql.begin(async (tx) => {
        await saveIdentities(tx, networkId, changed)
        await insertHistory(tx, networkId, height, changed)
        await nameUnknown(tx, networkId, changed)
        await noticeStrangers(tx, networkId)
      })
      for (const identity of changed) remember(identity)
      return true
    },
  }
}

function isSame(known: Identity | undefined, { owner, operator, reward, name }: Identity): boolean {
  if (known === undefined) return false
  return (
    known.owner === owner && known.operator === operator && known.reward === reward && known.name === name
  )
}
