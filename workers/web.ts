import { createServer, type ServerResponse } from 'node:http'
import next from 'next'
import { env } from '#lib/env.ts'
import { sentBoard } from '#lib/http/board-shortcut.ts'
import { refusedMalformedPath } from '#lib/http/malformed-path.ts'
import { refusedTokenInUrl } from '#lib/http/token-in-url.ts'
import { createLog } from '#lib/log.ts'

/** The longest an answer under way may take once we are told to end. */
const STOP_MS = 5000

const { HOST: hostname, PORT: port } = env()
const log = createLog('web')
const app = next({ dev: false, hostname, port })
await app.prepare()
const handle = app.getRequestHandler()

const underWay = new Set<ServerResponse>()
const server = createServer((request, response) => {
  underWay.add(response)
  response.once('close', () => underWay.delete(response))
  if (refusedTokenInUrl(request.url ?? '', response)) return
  if (refusedMalformedPath(request.url ?? '', response)) return
  if (sentBoard(request, response)) return
  handle(request, response).catch((error: unknown) => {
    log.error({ err: error, url: request.url }, 'request failed')
    response.destroy()
  })
})

server.once('error', (error) => {
  log.fatal({ err: error }, 'cannot listen')
  process.exit(1)
})
server.listen(port, hostname, () => {
  log.info({ hostname, port }, 'listening')
  process.send?.('ready')
})

function end(): void {
  server.close(() => process.exit(0))
  // An event stream never ends by itself, and its page connects again.
  for (const response of underWay)
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy()
  setTimeout(() => process.exit(0), STOP_MS).unref()
}
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(signal, end)
