import { connect, DbError } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { followChain } from './follow-chain.ts'
import { pollNodes } from './poll-nodes.ts'
import { runAll } from './runner.ts'

/** The longest the items in hand may take once we are told to end; the launcher waits a little longer. */
const STOP_MS = 8000

const { DATABASE_URL: url } = env()
if (url === undefined) throw new DbError('no_database', 'DATABASE_URL is not set')
const log = createLog('workers')
const sql = connect(url, { applicationName: 'rollcall workers' })
const ending = new AbortController()

function end(): void {
  ending.abort()
  setTimeout(() => process.exit(1), STOP_MS).unref()
}
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(signal, end)

process.send?.('ready')
await runAll([followChain, pollNodes], { sql, log, signal: ending.signal })
await sql.end({ timeout: 1 })
process.exit(0)
