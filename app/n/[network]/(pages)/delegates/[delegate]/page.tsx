import type { Metadata } from 'next'
import { Delegate } from '#components/delegates/delegate.tsx'
import { delegateQueryOptions } from '#components/delegates/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { database } from '#lib/db/client.ts'
import { delegateView } from '#lib/delegates/delegates.service.ts'
import { networkView } from '#lib/networks/networks.service.ts'
import { shownParams } from '#lib/networks/shown-params.ts'
import { found } from '../../../../found.ts'

type Params = Promise<{ network: string; delegate: string }>

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: decodeURIComponent((await params).delegate).slice(0, 64) }
}

export default async function DelegatePage({ params }: { params: Params }) {
  const path = await params
  const wanted = decodeURIComponent(path.delegate)
  const [network, delegate] = await found(() =>
    Promise.all([networkView(database(), path.network), delegateView(database(), path.network, wanted)]),
  )
  return (
    <Seeded seeds={[seed(delegateQueryOptions(path.network, wanted), delegate)]}>
      <Delegate
        network={path.network}
        wanted={wanted}
        thresholdPercent={shownParams(network.params).productivityThresholdPercent}
      />
    </Seeded>
  )
}
