import type { Metadata } from 'next'
import { DelegateTokens } from '#components/tokens/delegate-tokens.tsx'
import { type DelegateParams, SeededDelegate } from '../seeded-delegate.tsx'

export async function generateMetadata({ params }: { params: DelegateParams }): Promise<Metadata> {
  return { title: `Tokens of ${decodeURIComponent((await params).delegate).slice(0, 64)}` }
}

export default function DelegateTokensPage({ params }: { params: DelegateParams }) {
  return <SeededDelegate params={params}>{(place) => <DelegateTokens {...place} />}</SeededDelegate>
}
