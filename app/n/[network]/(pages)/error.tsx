'use client'

import { Failure } from '#components/ui/failure.tsx'

export default function PageFailed({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure error={error} retry={retry} />
}
