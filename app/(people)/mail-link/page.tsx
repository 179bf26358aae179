import type { Metadata } from 'next'
import { MailLink } from '#components/account/mail-link.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default function MailLinkPage() {
  return <MailLink />
}
