import type { Metadata } from 'next'
import { Users } from '#components/users/users.tsx'

export const metadata: Metadata = { title: 'Users' }

export default function UsersPage() {
  return <Users />
}
