'use client'

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import { wallNow } from '#lib/clock.ts'

const TICK_MS = 1000
const WORTH_CORRECTING_MS = 2000

const RenderedAt = createContext(0)
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let offsetMs = 0
let current = 0

/** Ages are told by the server's clock: a viewer's may be minutes off. */
export function correctWallClock(serverMs: number): void {
  const off = serverMs - wallNow()
  offsetMs = Math.abs(off) > WORTH_CORRECTING_MS ? off : 0
}

/** Wall time in Unix ms, corrected to the server's. */
export function correctedNow(): number {
  return wallNow() + offsetMs
}

function tick(): void {
  current = correctedNow()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    current = correctedNow()
    timer = setInterval(tick, TICK_MS)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

function snapshot(): number {
  if (current === 0) current = correctedNow()
  return current
}

/** Gives the first render in the browser the instant of the server's, so that both say the same. */
export function NowProvider({ renderedAtMs, children }: { renderedAtMs: number; children: ReactNode }) {
  return <RenderedAt value={renderedAtMs}>{children}</RenderedAt>
}

/** Wall time in Unix ms, once a second. */
export function useWallNow(): number {
  const renderedAtMs = useContext(RenderedAt)
  return useSyncExternalStore(subscribe, snapshot, () => renderedAtMs)
}

function never(): () => void {
  return () => {}
}

/** False on the server and in the first render: whatever depends on the viewer's zone must wait for it. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
