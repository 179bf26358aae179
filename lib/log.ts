import { type Logger, pino } from 'pino'
import { env } from '#lib/env.ts'

export type Log = Logger

/** Logs of one process: one line of JSON an event. */
export function createLog(name: string): Log {
  return pino({ name, level: env().LOG_LEVEL, base: { name, pid: process.pid } })
}
