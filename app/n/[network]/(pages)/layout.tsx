import type { ReactNode } from 'react'
import { Frame } from '#components/frame/frame.tsx'

export default async function PagesLayout({
  params,
  children,
}: {
  params: Promise<{ network: string }>
  children: ReactNode
}) {
  const { network } = await params
  return <Frame id={network}>{children}</Frame>
}
