import type { ReactNode } from 'react'

export type Shape =
  | 'up'
  | 'behind'
  | 'down'
  | 'conflict'
  | 'unknown'
  | 'blind'
  | 'paused'
  | 'alert'
  | 'produced'
  | 'missed'
  | 'lost'
  | 'late'

const CROSS = <path d="M3.5 3.5l9 9m0-9l-9 9" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
const HATCHED = (
  <g stroke="currentColor" strokeWidth="1.4" fill="none">
    <rect x="2.7" y="2.7" width="10.6" height="10.6" />
    <path d="M3 9l6-6M3 13l10-10M7 13l6-6" />
  </g>
)

const DRAWINGS: Record<Shape, ReactNode> = {
  up: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  behind: (
    <>
      <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 2.8a5.2 5.2 0 0 0 0 10.4z" fill="currentColor" />
    </>
  ),
  down: CROSS,
  conflict: <path d="M9.4 1L3 9.2h4L6.4 15 13 6.6H8.8z" fill="currentColor" />,
  unknown: (
    <circle
      cx="8"
      cy="8"
      r="5.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeDasharray="2 2.1"
    />
  ),
  blind: HATCHED,
  paused: <path d="M5 3v10M11 3v10" stroke="currentColor" strokeWidth="2.6" />,
  alert: (
    <>
      <path d="M8 1.8L15 14H1z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M8 6v4M8 11.4v1.4" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
  produced: <rect x="2.5" y="2.5" width="11" height="11" fill="currentColor" />,
  missed: CROSS,
  lost: HATCHED,
  late: (
    <>
      <circle cx="8" cy="8" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 8V2.6A5.4 5.4 0 0 1 13.4 8z" fill="currentColor" />
    </>
  ),
}

/** Drawn rather than typed, so that a state has the same shape and size in every font; the word always stands beside it. */
export function Glyph({ shape, size = 14 }: { shape: Shape; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      data-shape={shape}
      style={{ flex: 'none' }}
    >
      {DRAWINGS[shape]}
    </svg>
  )
}
