'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { Notice } from './notice.tsx'

/** What a page says that was asked for something that is not here: what, why, and where to look. */
export function Missing({
  title,
  why,
  href,
  link,
}: {
  title: string
  why: string
  href: string
  link: string
}) {
  return (
    <Notice title={title}>
      <p>{why}</p>
      <p>
        <Anchor component={Link} href={href}>
          {link}
        </Anchor>
      </p>
    </Notice>
  )
}
