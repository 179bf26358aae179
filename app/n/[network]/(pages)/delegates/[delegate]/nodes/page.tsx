import type { Metadata } from 'next'
import { Nodes } from '#components/nodes/nodes.tsx'
import { type DelegateParams, SeededDelegate } from '../seeded-delegate.tsx'

export async function generateMetadata({ params }: { params: DelegateParams }): Promise<Metadata> {
  return { title: `Machines of ${decodeURIComponent((await params).delegate).slice(0, 64)}` }
}

export default function NodesPage({ params }: { params: DelegateParams }) {
  return <SeededDelegate params={params}>{(place) => <Nodes {...place} />}</SeededDelegate>
}
