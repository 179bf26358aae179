import { type Logger, pino } from 'pino'
import { env } from '#lib/env.ts'

export type Log = Logger

/** Logs of one process: one line of JSON an event, on its output, or on its error output where people read the other. */
export function createLog(name: string, to: 'stdout' | 'stderr' = 'stdout'): Log {
  const options = { name, level: env().LOG_LEVEL, base: { name, pid: process.pid } }
  return pino(options, pino.destination({ fd: to === 'stdout' ? 1 : 2, sync: true }))
}
