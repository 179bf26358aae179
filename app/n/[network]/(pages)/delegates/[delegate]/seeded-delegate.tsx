import type { ReactNode } from 'react'
import { delegateQueryOptions } from '#components/delegates/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { database } from '#lib/db/client.ts'
import { delegateView } from '#lib/delegates/delegates.service.ts'
import { found } from '../../../../found.ts'

/** Values of a delegate's path as Next.js hands them over. */
export type DelegateParams = Promise<{ network: string; delegate: string }>

/** A page of a delegate's own space, for which the server loads who that is; the rest depends on who asks. */
export async function SeededDelegate({
  params,
  children,
}: {
  params: DelegateParams
  children: (place: { network: string; wanted: string }) => ReactNode
}) {
  const path = await params
  const wanted = decodeURIComponent(path.delegate)
  const delegate = await found(() => delegateView(database(), path.network, wanted))
  return (
    <Seeded seeds={[seed(delegateQueryOptions(path.network, wanted), delegate)]}>
      {children({ network: path.network, wanted })}
    </Seeded>
  )
}
