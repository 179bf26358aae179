import type { Metadata } from 'next'
import { boardQueryOptions } from '#components/board/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { Wall } from '#components/wall/wall.tsx'
import { boardView } from '#lib/board/board.service.ts'
import { database } from '#lib/db/client.ts'
import { found } from '../../found.ts'

export const metadata: Metadata = { title: 'Wall' }

export default async function WallPage({ params }: { params: Promise<{ network: string }> }) {
  const { network } = await params
  return (
    <Seeded seeds={[seed(boardQueryOptions(network), await found(() => boardView(database(), network)))]}>
      <Wall network={network} />
    </Seeded>
  )
}
