'use client'

import { useParams } from 'next/navigation'
import { DelegateMissing } from '#components/delegates/delegate-missing.tsx'

export default function DelegateNotFound() {
  const { network, delegate } = useParams<{ network: string; delegate?: string }>()
  return <DelegateMissing network={network} text={delegate ?? ''} />
}
