import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { NoNetwork } from '#components/networks/no-network.tsx'
import { database } from '#lib/db/client.ts'
import { networkViews } from '#lib/networks/networks.service.ts'

/** Leads to the network last seen, else to the first one. */
export default async function Home() {
  const seen = (await cookies()).get('network')?.value
  const networks = await networkViews(database())
  const network = networks.find(({ id }) => id === seen) ?? networks[0]
  if (network !== undefined) redirect(`/n/${network.id}`)
  return <NoNetwork />
}
