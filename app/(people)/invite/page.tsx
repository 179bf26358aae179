import type { Metadata } from 'next'
import { AcceptInvite } from '#components/members/accept-invite.tsx'

export const metadata: Metadata = { title: 'Invite' }

export default function AcceptInvitePage() {
  return <AcceptInvite />
}
