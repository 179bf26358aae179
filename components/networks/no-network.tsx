'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Notice } from '#components/ui/notice.tsx'

const LOOK_AGAIN_MS = 2000

/** Before the first network is known; looks again by itself. */
export function NoNetwork() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [router])
  return (
    <main>
      <Notice title="No network is followed yet.">
        <p>
          The workers write it down as soon as they start; this page looks again every 2 s. If it stays like
          this, look at the log: a mistake in the configuration of the networks is named there with its line.
        </p>
      </Notice>
    </main>
  )
}
