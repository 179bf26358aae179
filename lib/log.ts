import { type Logger, pino } from 'pino'
import { env } from '#lib/env.ts'

export type Log = Logger

/** Logs of one process: one line of JSON an event, on its output. */
export function createLog(name: string): Log {
  const options = { name, level: env().LOG_LEVEL, base: { name, pid: process.pid } }
  return pino(options, pino.destination({ fd: 1, sync: true }))
}
