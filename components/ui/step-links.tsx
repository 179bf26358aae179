import { Anchor } from '@mantine/core'
import Link from 'next/link'

type Step = { readonly href: string; readonly label: string }

/** The neighbours of what a page shows; null where there is none. */
export function StepLinks({ previous, next }: { previous: Step | null; next: Step | null }) {
  return (
    <nav aria-label="Neighbours" style={{ display: 'flex', gap: 18 }}>
      {previous !== null && (
        <Anchor component={Link} href={previous.href} rel="prev">
          ← {previous.label}
        </Anchor>
      )}
      {next !== null && (
        <Anchor component={Link} href={next.href} rel="next">
          {next.label} →
        </Anchor>
      )}
    </nav>
  )
}
