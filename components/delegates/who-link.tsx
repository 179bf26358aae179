import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { shortened } from '#components/ui/format.ts'

type Named = { readonly name: string | null; readonly operator: string }

/** How a delegate is called: its on-chain name, or its operator address where no name is known. */
export function delegateLabel({ name, operator }: Named): string {
  return name === null || name === '' ? shortened(operator) : name
}

/** A delegate by name, leading to its page. */
export function WhoLink({ network, who }: { network: string; who: Named & { readonly id?: string | null } }) {
  const key = who.id ?? who.operator
  return (
    <Anchor
      component={Link}
      href={`/n/${network}/delegates/${encodeURIComponent(who.name || key)}`}
      prefetch={false}
      title={who.operator}
    >
      {delegateLabel(who)}
    </Anchor>
  )
}
