import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { LaunchError } from './launch-error.ts'

/** @throws {LaunchError} `port_in_use` when nothing can listen there. */
export function checkPort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (cause) => {
      const what = `Cannot listen on ${host}:${port} (${'code' in cause ? cause.code : cause.message})`
      reject(new LaunchError('port_in_use', `${what}; choose another with PORT or HOST`, { cause }))
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

/** Where a browser on this machine finds it. */
export function addressOf(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::'
  const name = everywhere || host === '127.0.0.1' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** Waits until a person who opens the address sees a network; false when that is given up. */
export async function canBeOpened(address: string, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < 600 && !signal.aborted; tries += 1) {
    if (await opens(address, signal)) return true
    await sleep(200)
  }
  return false
}

async function opens(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    const networks = await fetch(`${address}/api/v1/networks`, { signal })
    if (!/"id"/.test(await networks.text())) return false
    const page = await fetch(address, { signal })
    await page.body?.cancel()
    return page.ok
  } catch {
    return false // not yet
  }
}
