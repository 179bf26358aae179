import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { NetworkScope } from '#components/frame/network-scope.tsx'
import { networksQueryOptions } from '#components/networks/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { NowProvider } from '#components/ui/now.tsx'
import { wallNow } from '#lib/clock.ts'
import { database } from '#lib/db/client.ts'
import { networkViews } from '#lib/networks/networks.service.ts'
import { meSeed } from '../../me-seed.ts'

export default async function NetworkLayout({
  params,
  children,
}: {
  params: Promise<{ network: string }>
  children: ReactNode
}) {
  const { network } = await params
  const networks = await networkViews(database())
  if (!networks.some(({ id }) => id === network)) notFound()
  return (
    <NowProvider renderedAtMs={wallNow()}>
      <Seeded seeds={[seed(networksQueryOptions(network), networks), await meSeed()]}>
        <NetworkScope id={network}>{children}</NetworkScope>
      </Seeded>
    </NowProvider>
  )
}
