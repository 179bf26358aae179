import type { Metadata } from 'next'
import { boardQueryOptions } from '#components/board/queries.ts'
import { Delegates } from '#components/delegates/delegates.tsx'
import { delegatesQueryOptions } from '#components/delegates/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { boardView } from '#lib/board/board.service.ts'
import { database } from '#lib/db/client.ts'
import { delegatePage } from '#lib/delegates/delegates.service.ts'
import { found } from '../../../../found.ts'

export const metadata: Metadata = { title: 'Delegates' }

/** More than any network has. */
const ALL = 2000

export default async function DelegatesPage({ params }: { params: Promise<{ network: string }> }) {
  const { network } = await params
  const [delegates, board] = await found(() =>
    Promise.all([
      delegatePage(database(), network, { limit: ALL, cursor: null }),
      boardView(database(), network),
    ]),
  )
  const seeds = [
    seed(delegatesQueryOptions(network), delegates.items),
    seed(boardQueryOptions(network), board),
  ]
  return (
    <Seeded seeds={seeds}>
      <Delegates network={network} />
    </Seeded>
  )
}
