import type { Metadata } from 'next'
import { Endpoints } from '#components/networks/endpoints.tsx'
import { endpointsQueryOptions } from '#components/networks/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { database } from '#lib/db/client.ts'
import { endpointViews } from '#lib/networks/endpoint-views.service.ts'
import { found } from '../../../found.ts'

export const metadata: Metadata = { title: 'Endpoints' }

export default async function EndpointsPage({ params }: { params: Promise<{ network: string }> }) {
  const { network } = await params
  return (
    <Seeded
      seeds={[seed(endpointsQueryOptions(network), await found(() => endpointViews(database(), network)))]}
    >
      <Endpoints network={network} />
    </Seeded>
  )
}
