import type { ReactNode } from 'react'
import { database } from '#lib/db/client.ts'
import { getEpoch } from '#lib/epochs/epochs.service.ts'
import { parseEpoch } from '#lib/http/path-values.ts'
import { getNetwork } from '#lib/networks/networks.service.ts'
import { found } from '../../../../found.ts'

/** Above the loading state, so that an epoch that is not here answers 404 rather than a page that says so with 200. */
export default async function EpochLayout({
  params,
  children,
}: {
  params: Promise<{ network: string; epoch: string }>
  children: ReactNode
}) {
  const { network, epoch } = await params
  await found(
    async () => await getEpoch(database(), await getNetwork(database(), network), parseEpoch(epoch)),
  )
  return children
}
