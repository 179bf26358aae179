'use client'

import { useParams } from 'next/navigation'
import { BlockMissing } from '#components/blocks/block-missing.tsx'

export default function BlockNotFound() {
  const { network, height } = useParams<{ network: string; height?: string }>()
  return <BlockMissing network={network} text={height ?? ''} />
}
