import type { Metadata } from 'next'
import { Block } from '#components/blocks/block.tsx'
import { blockQueryOptions } from '#components/blocks/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { blockView } from '#lib/blocks/blocks.service.ts'
import { database } from '#lib/db/client.ts'
import { found } from '../../../../found.ts'

type Params = Promise<{ network: string; height: string }>

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: `Block ${(await params).height}` }
}

export default async function BlockPage({ params }: { params: Params }) {
  const { network, height: text } = await params
  const height = Number(text)
  return (
    <Seeded
      seeds={[
        seed(blockQueryOptions(network, height), await found(() => blockView(database(), network, height))),
      ]}
    >
      <Block network={network} height={height} />
    </Seeded>
  )
}
