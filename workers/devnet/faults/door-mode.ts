import type { Fault } from './fault.ts'

/** What happens to who knocks at a node's ports. */
export type DoorMode = 'stop' | 'hang' | 'html' | 'flood' | 'tls_expired' | 'tls_self_signed' | 'open'

const HARDEST_FIRST: readonly DoorMode[] = ['stop', 'hang', 'html', 'flood', 'tls_expired', 'tls_self_signed']

/** The hardest of the faults in force decides; 'open' without any. */
export function doorMode(faults: readonly Fault[]): DoorMode {
  return HARDEST_FIRST.find((mode) => faults.some(({ fault }) => fault === mode)) ?? 'open'
}

/** How long an answer is held back: the slowest fault in force. */
export function delayMs(faults: readonly Fault[]): number {
  return Math.max(0, ...faults.map((fault) => (fault.fault === 'slow' ? fault.ms : 0)))
}
