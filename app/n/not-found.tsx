import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'

export default function NetworkNotFound() {
  return (
    <main>
      <Notice title="No network of this name is followed here.">
        <p>
          <Link href="/">To the networks that are</Link>
        </p>
      </Notice>
    </main>
  )
}
