import type { Metadata } from 'next'
import { Board } from '#components/board/board.tsx'
import { boardQueryOptions } from '#components/board/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { boardView } from '#lib/board/board.service.ts'
import { database } from '#lib/db/client.ts'
import { found } from '../../../found.ts'

export const metadata: Metadata = { title: 'Board' }

export default async function BoardPage({ params }: { params: Promise<{ network: string }> }) {
  const { network } = await params
  return (
    <Seeded seeds={[seed(boardQueryOptions(network), await found(() => boardView(database(), network)))]}>
      <Board network={network} />
    </Seeded>
  )
}
