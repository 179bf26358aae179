import { Anchor } from '@mantine/core'
import Link from 'next/link'

/** What somebody reads in the space of a delegate that they do not belong to: the ways in. */
export function NotOfThem({ network, delegate, name }: { network: string; delegate: string; name: string }) {
  return (
    <p role="status">
      Only the people of {name} see this. Yours?{' '}
      <Anchor component={Link} href={`/n/${network}/delegates/${encodeURIComponent(delegate)}/claim`}>
        Claim it with its owner or operator key
      </Anchor>
      , or ask one of its managers for an invite.
    </p>
  )
}
