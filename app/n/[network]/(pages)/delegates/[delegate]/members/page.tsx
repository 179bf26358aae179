import type { Metadata } from 'next'
import { Members } from '#components/members/members.tsx'
import { type DelegateParams, SeededDelegate } from '../seeded-delegate.tsx'

export async function generateMetadata({ params }: { params: DelegateParams }): Promise<Metadata> {
  return { title: `People of ${decodeURIComponent((await params).delegate).slice(0, 64)}` }
}

export default function MembersPage({ params }: { params: DelegateParams }) {
  return <SeededDelegate params={params}>{(place) => <Members {...place} />}</SeededDelegate>
}
