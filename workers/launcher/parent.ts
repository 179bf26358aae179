import { readFileSync } from 'node:fs'

/**
 * `npm start` that is ended takes only itself along: its program sees that by having another parent. Between the two
 * may be a shell that stays, so its parent is looked at too. Started without npm we may well outlive who started us.
 */
export function whenParentIsGone(end: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parents = ancestors()
  setInterval(() => {
    if (ancestors() !== parents) end()
  }, 500).unref()
}

function ancestors(): string {
  const parent = process.ppid
  const [, name, shellsParent] = statOf(parent)?.match(/^\d+ \((.*)\) \S (\d+)/s) ?? []
  return name === 'sh' ? `${parent} ${shellsParent}` : String(parent)
}

function statOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null // not Linux, or just gone
  }
}
