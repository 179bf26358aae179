import type { ReactNode } from 'react'
import { database } from '#lib/db/client.ts'
import { delegateView } from '#lib/delegates/delegates.service.ts'
import { found } from '../../../../found.ts'

/** Above the loading state, so that a delegate that is not here answers 404 rather than a page that says so with 200. */
export default async function DelegateLayout({
  params,
  children,
}: {
  params: Promise<{ network: string; delegate: string }>
  children: ReactNode
}) {
  const { network, delegate } = await params
  await found(async () => await delegateView(database(), network, decodeURIComponent(delegate)))
  return children
}
