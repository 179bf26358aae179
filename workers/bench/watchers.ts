import http from 'node:http'

export type Watchers = {
  /** Boards that were read so far. */
  readonly boards: () => number
  readonly stop: () => void
}

/** What a browser waits at most before it asks again, so that not all ask at once. */
const WAIT_MS = 300

/** So many open boards as browsers keep them: a stream each, and the board again whenever it says that blocks came. */
export async function watching(address: string, network: string, count: number): Promise<Watchers> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const streams: http.ClientRequest[] = []
  let boards = 0
  const read = () => {
    const asked = http.get(new URL(`/api/v1/networks/${network}/board`, address), {
      agent,
      headers: { 'accept-encoding': 'gzip' },
    })
    asked.on('response', (answer) => answer.on('end', () => boards++).resume())
    asked.on('error', () => undefined) // counted as not read
  }
  const open = () =>
    new Promise<void>((resolve, reject) => {
      const stream = http.get(new URL(`/api/v1/stream?network=${network}`, address), (answer) => {
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => {
          if (/"(block|state|nodes|epoch|pause)"/.test(text)) setTimeout(read, Math.random() * WAIT_MS)
        })
        resolve()
      })
      stream.on('error', reject)
      streams.push(stream)
    })
  for (let opened = 0; opened < count; opened++) await open()
  return {
    boards: () => boards,
    stop: () => {
      for (const stream of streams) stream.destroy()
      agent.destroy()
    },
  }
}
