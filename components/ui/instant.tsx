'use client'

import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { age, duration, utc, zoned } from './format.ts'
import { useInBrowser, useWallNow } from './now.tsx'

function exact(atMs: number, inBrowser: boolean): string {
  return inBrowser ? `${zoned(atMs)} · ${utc(atMs)}` : utc(atMs)
}

/** How long ago by the network's clock (never ahead of it: the clock ticks once a second), ticking by itself; exact on hover in the viewer's zone and UTC. */
export function Age({ at }: { at: string }) {
  const nowMs = useNetworkNow()
  const inBrowser = useInBrowser()
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={exact(atMs, inBrowser)}>
      {age(atMs, Math.max(atMs, nowMs))}
    </time>
  )
}

/** For how long something has held, by the network's clock, ticking by itself; exact on hover. */
export function Since({ at }: { at: string }) {
  const nowMs = useNetworkNow()
  const inBrowser = useInBrowser()
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={`since ${exact(atMs, inBrowser)}`}>
      {duration(nowMs - atMs)}
    </time>
  )
}

/** The instant itself in UTC, with the viewer's zone on hover. */
export function Instant({ at }: { at: string }) {
  const inBrowser = useInBrowser()
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={exact(atMs, inBrowser)}>
      {utc(atMs)}
    </time>
  )
}

/** How long ago by the wall clock: what we did ourselves, such as asking an endpoint. */
export function WallAge({ at }: { at: string }) {
  const nowMs = useWallNow()
  const inBrowser = useInBrowser()
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={exact(atMs, inBrowser)}>
      {age(atMs, Math.max(atMs, nowMs))}
    </time>
  )
}
