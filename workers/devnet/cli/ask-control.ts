import { DevnetError } from '../devnet-error.ts'

const DEADLINE_MS = 70_000

export type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>

/**
 * Asks a control port.
 * @throws {DevnetError} `no_devnet` when nobody answers there, `refused` with the sentence that it answered.
 */
export function askControl(control: string): Ask {
  return async (method, path, body) => {
    const response = await fetch(`${control}${path}`, {
      method,
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new DevnetError('no_devnet', `no devnet answers at ${control}`, { cause })
    })
    const answer = (await response.json().catch(() => null)) as { detail?: unknown } | null
    if (response.ok) return answer
    throw new DevnetError('refused', String(answer?.detail ?? `${control} answered ${response.status}`))
  }
}
