'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
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

/** Network seconds in a wall second, and the network's time (Unix ms) at an instant of the wall clock. */
export function useNetworkClock(): {
  readonly speed: number
  readonly timeAt: (wallMs: number) => number
} {
  const clock = useContext(Clock)
  return useMemo(
    () => ({
      speed: clock?.speed ?? 1,
      timeAt: (wallMs) => networkTime(clock, wallMs),
    }),
    [clock],
  )
}

/** The network's time in Unix ms, once a second of the wall clock. */
export function useNetworkNow(): number {
  const { timeAt } = useNetworkClock()
  return timeAt(useWallNow())
}
