'use client'

import { useNetwork } from '#components/networks/use-network.ts'
import { grouped } from '#components/ui/format.ts'
import { Missing } from '#components/ui/missing.tsx'

const WHOLE = /^[1-9]\d{0,15}$/

/** Why there is no page of an epoch. */
export function EpochMissing({ network: id, text }: { network: string; text: string }) {
  const { network } = useNetwork(id)
  const known = network?.epoch ?? null
  const title = WHOLE.test(text)
    ? `Epoch ${grouped(BigInt(text))} is not here.`
    : `"${text.slice(0, 64)}" is no epoch.`
  const why = WHOLE.test(text)
    ? known === null
      ? 'No epoch is known yet.'
      : `The newest epoch of this network is ${grouped(known)}; those before following began are not stored.`
    : 'An epoch is a whole number from 1.'
  return <Missing title={title} why={why} href={`/n/${id}/epochs`} link="All epochs that are here" />
}
