import { runAsCommand } from './rollcall/run-as-command.ts'
import { verifyAudit } from './rollcall/verify-audit.ts'

// Ends with 1 when the log is broken, so that a cron job or a backup script can tell.
await runAsCommand('rollcall audit:verify', async (sql, say) => {
  if (!(await verifyAudit(process.argv.slice(2), sql, say))) process.exitCode = 1
})
