import type { ReactNode } from 'react'
import { PlainFrame } from '#components/frame/plain-frame.tsx'
import { Seeded } from '#components/query/seeded.tsx'
import { NowProvider } from '#components/ui/now.tsx'
import { wallNow } from '#lib/clock.ts'
import { meSeed } from '../me-seed.ts'

export default async function PeopleLayout({ children }: { children: ReactNode }) {
  return (
    <NowProvider renderedAtMs={wallNow()}>
      <Seeded seeds={[await meSeed()]}>
        <PlainFrame>{children}</PlainFrame>
      </Seeded>
    </NowProvider>
  )
}
