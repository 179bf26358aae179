import { userInfo } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { runCommand } from './rollcall/commands.ts'
import { runAsCommand } from './rollcall/run-as-command.ts'

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test(await terminal.question(`${question} [y/N] `))
  } finally {
    terminal.close()
  }
}

/** The account at this machine whose command it is. */
function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}` // a container may run as somebody without a name
  }
}

const by = { actor: { kind: 'command', name: accountName() }, origin: null } as const
await runAsCommand('rollcall command', (sql, say) =>
  runCommand(process.argv.slice(2), { sql, by, say, confirm }),
)
