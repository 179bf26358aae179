import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Epochs } from '#components/epochs/epochs.tsx'
import { epochsQueryOptions } from '#components/epochs/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { database } from '#lib/db/client.ts'
import { epochPage } from '#lib/epochs/epochs.service.ts'
import { RequestError } from '#lib/http/request-error.ts'
import { found } from '../../../../found.ts'

export const metadata: Metadata = { title: 'Epochs' }

const PAGE = 50

export default async function EpochsPage(props: {
  params: Promise<{ network: string }>
  searchParams: Promise<{ cursor?: string | string[] }>
}) {
  const { network } = await props.params
  const { cursor: asked } = await props.searchParams
  const cursor = typeof asked === 'string' ? asked : null
  const page = await found(() =>
    epochPage(database(), network, { limit: PAGE, cursor }).catch((error: unknown) => {
      if (error instanceof RequestError && error.code === 'bad_cursor') redirect(`/n/${network}/epochs`)
      throw error
    }),
  )
  return (
    <Seeded seeds={[seed(epochsQueryOptions(network, cursor), page)]}>
      <Epochs network={network} cursor={cursor} />
    </Seeded>
  )
}
