import { createServer, type ServerResponse } from 'node:http'
import next from 'next'
import { askFirstAdmin } from '#lib/auth/first-admin.service.ts'
import { database } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { sentBoard } from '#lib/http/board-shortcut.ts'
import { refusedMalformedPath } from '#lib/http/malformed-path.ts'
import { markPeer } from '#lib/http/peer.ts'
import { refusedTokenInUrl } from '#lib/http/token-in-url.ts'
import { createLog } from '#lib/log.ts'
import { addressOf } from './launcher/address.ts'

/** The longest an answer under way may take once we are told to end. */
const STOP_MS = 5000

const { HOST: hostname, PORT: port } = env()
const isHttps = env().ROLLCALL_ORIGIN?.startsWith('https:') ?? false
const log = createLog('web')
const app = next({ dev: false, hostname, port })
await app.prepare()
const handle = app.getRequestHandler()

const underWay = new Set<ServerResponse>()
const server = createServer((request, response) => {
  underWay.add(response)
  response.once('close', () => underWay.delete(response))
  if (isHttps) response.setHeader('strict-transport-security', 'max-age=31536000')
  markPeer(request)
  if (refusedTokenInUrl(request.url ?? '', response)) return
  if (refusedMalformedPath(request.url ?? '', response)) return
  if (sentBoard(request, response)) return
  handle(request, response).catch((error: unknown) => {
    // Without its query, in which secrets of elsewhere may stand.
    log.error({ err: error, path: request.url?.split('?', 1)[0] }, 'request failed')
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
  tellFirstAdmin().catch((error: unknown) => log.warn({ err: error }, 'no link for the first admin'))
})

/** Printed, not logged: who has the link becomes admin. Its secret stands after the #, which no browser sends. */
async function tellFirstAdmin(): Promise<void> {
  const secret = await askFirstAdmin(database())
  if (secret === null) return
  const link = `${env().ROLLCALL_ORIGIN ?? addressOf(hostname, port)}/first-admin#${secret}`
  process.stdout.write(`There is no admin yet. Whoever opens this within 1 hour becomes it, once: ${link}\n`)
}

function end(): void {
  server.close(() => process.exit(0))
  // An event stream never ends by itself, and its page connects again.
  for (const response of underWay)
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy()
  setTimeout(() => process.exit(0), STOP_MS).unref()
}
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(signal, end)
