'use client'

import { useEffect, useState } from 'react'
import { useNetworkClock, useNetworkNow } from '#components/networks/network-clock.tsx'
import { correctedNow } from '#components/ui/now.tsx'
import type { BoardView } from '#lib/board/schema.ts'
import { dutyAt, type RunningDuty } from './duty.ts'

/** Rounds of a fast practice network pass sooner than eyes can follow. */
const SHORTEST_WAIT_MS = 250

/** Whose turn it is now; moves on at the end of each round by itself. Null while nobody waits for a block. */
export function useDuty(board: BoardView): RunningDuty | null {
  const { speed, timeAt } = useNetworkClock()
  const tickedMs = useNetworkNow()
  const [steppedMs, setSteppedMs] = useState(0)
  const { onDuty } = board
  const duty = onDuty === null ? null : dutyAt(onDuty, board, Math.max(tickedMs, steppedMs))
  const untilMs = duty?.untilMs ?? null
  useEffect(() => {
    if (untilMs === null) return
    const waitMs = (untilMs - timeAt(correctedNow())) / speed
    const timer = setTimeout(() => setSteppedMs(timeAt(correctedNow())), Math.max(SHORTEST_WAIT_MS, waitMs))
    return () => clearTimeout(timer)
  }, [untilMs, speed, timeAt])
  return duty
}
