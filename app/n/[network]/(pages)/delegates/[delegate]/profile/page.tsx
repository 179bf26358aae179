import type { Metadata } from 'next'
import { ProfilePage as ProfileOf } from '#components/profile/profile-page.tsx'
import { type DelegateParams, SeededDelegate } from '../seeded-delegate.tsx'

export async function generateMetadata({ params }: { params: DelegateParams }): Promise<Metadata> {
  return { title: `Profile of ${decodeURIComponent((await params).delegate).slice(0, 64)}` }
}

export default function ProfilePage({ params }: { params: DelegateParams }) {
  return <SeededDelegate params={params}>{(place) => <ProfileOf {...place} />}</SeededDelegate>
}
