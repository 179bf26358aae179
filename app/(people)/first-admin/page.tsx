import type { Metadata } from 'next'
import { FirstAdmin } from '#components/account/first-admin.tsx'

export const metadata: Metadata = { title: 'First admin' }

export default function FirstAdminPage() {
  return <FirstAdmin />
}
