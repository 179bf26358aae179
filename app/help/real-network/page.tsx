import type { Metadata } from 'next'
import { HelpPage } from '#components/help/help-page.tsx'
import { RealNetworkHelp } from '#components/help/real-network-help.tsx'

export const metadata: Metadata = { title: 'Follow a real network' }

export default function RealNetworkPage() {
  return (
    <HelpPage title="Follow a real network">
      <RealNetworkHelp />
    </HelpPage>
  )
}
