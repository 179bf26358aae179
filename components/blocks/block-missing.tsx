'use client'

import { useNetwork } from '#components/networks/use-network.ts'
import { grouped } from '#components/ui/format.ts'
import { Missing } from '#components/ui/missing.tsx'
import type { NetworkView } from '#lib/networks/schema.ts'

const WHOLE = /^[1-9]\d{0,15}$/
const LONGEST = 64

function standsAt(network: NetworkView | undefined): string {
  const { tip = null, followedFrom = null } = network ?? {}
  if (tip === null || followedFrom === null) return 'No block is verified yet.'
  return `This network is followed from block ${grouped(followedFrom)}; its tip is block ${grouped(tip.height)}.`
}

/** Why there is no page of a block. */
export function BlockMissing({ network: id, text }: { network: string; text: string }) {
  const { network } = useNetwork(id)
  const isHeight = WHOLE.test(text)
  return (
    <Missing
      title={
        isHeight ? `Block ${grouped(BigInt(text))} is not here.` : `"${text.slice(0, LONGEST)}" is no height.`
      }
      why={isHeight ? standsAt(network) : `A height is a whole number from 1. ${standsAt(network)}`}
      href={`/n/${id}`}
      link="To the board"
    />
  )
}
