'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { useWallNow } from '#components/ui/now.tsx'
import { networkTime } from '#lib/clock.ts'
import type { NetworkView } from '#lib/networks/schema.ts'

const Clock = createContext<NetworkView['clock']>(null)

export function NetworkClockProvider({
  clock,
  children,
}: {
  clock: NetworkView['clock']
  children: ReactNode
}) {
  return <Clock value={clock}>{children}</Clock>
}

/** The network's time in Unix ms, once a second of the wall clock. */
export function useNetworkNow(): number {
  const clock = useContext(Clock)
  const wallMs = useWallNow()
  return networkTime(clock === null ? null : { ...clock, endHeight: null }, wallMs)
}
