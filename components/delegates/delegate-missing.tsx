'use client'

import { Missing } from '#components/ui/missing.tsx'

const LONGEST = 64
const ADDRESS = /^(io1|0x)/i

/** Why there is no page of a delegate. */
export function DelegateMissing({ network, text }: { network: string; text: string }) {
  const why = ADDRESS.test(text)
    ? 'No delegate of this network has, or was seen with, this address; or it is mistyped: both forms carry a checksum.'
    : 'Names are as they stand on chain, upper and lower case told apart.'
  return (
    <Missing
      title={`No delegate is "${text.slice(0, LONGEST)}".`}
      why={why}
      href={`/n/${network}/delegates`}
      link="All delegates that are known"
    />
  )
}
