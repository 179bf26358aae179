import { Anchor } from '@mantine/core'
import Link from 'next/link'

/** What the sign-in page says to whoever needs it no more. */
export function SignedInAlready({ name, next }: { name: string; next: string }) {
  return (
    <p role="status">
      You are signed in as {name}.{' '}
      <Anchor component={Link} href={next}>
        Go on
      </Anchor>
    </p>
  )
}
