import { SkeletonPage } from '#components/ui/skeleton-page.tsx'

export default function Loading() {
  return <SkeletonPage boxes={3} />
}
