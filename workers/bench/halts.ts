import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { BoardView } from '#lib/board/schema.ts'
import { networkTime, wallNow } from '#lib/clock.ts'
import { say } from './setting.ts'

// What the board of a practice network says of a halt, and how soon: `node workers/bench/halts.ts URL CONTROL STORY [seconds]`.
// Runs a story and prints every change of state with its delay after what the blocks then tell to have happened.

const [address = 'http://localhost:3000', control = '', story = 'halt-and-recovery', wanted = '600'] =
  process.argv.slice(2)
const LOOK_EVERY_MS = 100

type Change = { readonly atMs: number; readonly text: string; readonly board: BoardView }

const began = await fetch(new URL('/story', control), {
  method: 'POST',
  body: JSON.stringify({ name: story }),
})
if (!began.ok) throw new Error(await began.text())
const changes: Change[] = []
const until = wallNow() + Number(wanted) * 1000
while (wallNow() < until) {
  const answer = await fetch(new URL('/api/v1/networks/practice/board', address))
  const board = BoardView.parse(await answer.json())
  const now = networkTime(board.network.clock, wallNow())
  const text = [board.network.state, board.halt?.kind ?? ''].join(' ')
  const last = changes.at(-1)
  if (last?.text !== text) {
    changes.push({ atMs: now, text, board })
    await tell(changes.at(-1) as Change, last)
  }
  await sleep(LOOK_EVERY_MS)
}

async function tell({ atMs, text, board }: Change, before: Change | undefined): Promise<void> {
  const { network, halt } = board
  const tip = network.tip === null ? 0 : Date.parse(network.tip.at)
  const { blockIntervalMs, footerDelayMs } = await eraOf(board)
  // Round r of the next height begins r + 1 intervals after the tip.
  const lostAt = (rounds: number) => tip + (rounds + 1) * blockIntervalMs
  const state = text.split(' ')[0]
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  const late =
    state === 'slow'
      ? `${seconds(atMs - lostAt(1))} after the first slot was lost`
      : state === 'stalled' && before?.text.startsWith('slow')
        ? `${seconds(atMs - lostAt(board.margin.mayBeAway + 1))} after the round that was one too many`
        : state === 'live' && before !== undefined
          ? `${seconds(atMs - tip - footerDelayMs)} after its block committed`
          : ''
  say(`${new Date(atMs).toISOString()} ${text.trim()} at block ${network.tip?.height} ${late}`)
  if (halt === null) return
  const names = (seats: typeof halt.missing) =>
    seats.map(({ name, operator, reason }) => `${name ?? operator} (${reason})`)
  say(`  ${halt.place.detail}; ${halt.atTip.length} at the tip, ${halt.needed} needed`)
  say(
    `  missing: ${names(halt.missing).join(', ') || 'nobody'}; behind: ${names(halt.behind).join(', ') || 'nobody'}`,
  )
}

async function eraOf({ network }: BoardView): Promise<{ blockIntervalMs: number; footerDelayMs: number }> {
  const Era = z.object({ fromHeight: z.number(), blockIntervalMs: z.number(), footerDelayMs: z.number() })
  const eras = z.array(Era).parse(network.params.eras)
  const era = eras.findLast(({ fromHeight }) => fromHeight <= (network.tip?.height ?? 1))
  if (era === undefined) throw new Error('no era')
  return era
}
