'use client'

import { useParams } from 'next/navigation'
import { EpochMissing } from '#components/epochs/epoch-missing.tsx'

export default function EpochNotFound() {
  const { network, epoch } = useParams<{ network: string; epoch?: string }>()
  return <EpochMissing network={network} text={epoch ?? ''} />
}
