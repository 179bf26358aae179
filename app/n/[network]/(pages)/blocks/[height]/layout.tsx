import type { ReactNode } from 'react'
import { blockView } from '#lib/blocks/blocks.service.ts'
import { database } from '#lib/db/client.ts'
import { parseHeight } from '#lib/http/path-values.ts'
import { found } from '../../../../found.ts'

/** Above the loading state, so that a block that is not here answers 404 rather than a page that says so with 200. */
export default async function BlockLayout({
  params,
  children,
}: {
  params: Promise<{ network: string; height: string }>
  children: ReactNode
}) {
  const { network, height } = await params
  await found(async () => await blockView(database(), network, parseHeight(height)))
  return children
}
