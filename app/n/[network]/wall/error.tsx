'use client'

import { Failure } from '#components/ui/failure.tsx'

export default function WallFailed({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure error={error} retry={retry} />
}
