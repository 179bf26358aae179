import type { Metadata } from 'next'
import { Claim } from '#components/claims/claim.tsx'
import { type DelegateParams, SeededDelegate } from '../seeded-delegate.tsx'

export async function generateMetadata({ params }: { params: DelegateParams }): Promise<Metadata> {
  return { title: `Claim of ${decodeURIComponent((await params).delegate).slice(0, 64)}` }
}

export default function ClaimPage({ params }: { params: DelegateParams }) {
  return <SeededDelegate params={params}>{(place) => <Claim {...place} />}</SeededDelegate>
}
