import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'

export default function NotFound() {
  return (
    <main>
      <Notice title="There is no such page.">
        <p>
          <Link href="/">To the board</Link>
        </p>
      </Notice>
    </main>
  )
}
