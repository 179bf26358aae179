import type { Metadata } from 'next'
import { My } from '#components/my/my.tsx'

export const metadata: Metadata = { title: 'What needs me' }

export default function MyPage() {
  return <My />
}
