import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type MailServer = {
  readonly url: string
  /** Every message that came, as it came over the wire. */
  readonly messages: string[]
  readonly stop: () => Promise<void>
}

/** A mail server of a test's own on loopback. */
export async function startMailServer(): Promise<MailServer> {
  const messages: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        messages.push(Buffer.concat(chunks).toString('utf8'))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The link in a mail that signs in; its body may be quoted-printable. */
export function linkIn(message: string): string {
  const body = message.replaceAll('=\r\n', '').replaceAll('=3D', '=')
  const link = /https?:\/\/127\.0\.0\.1:\d+\/mail-link[^\s"<>]+/.exec(body)?.[0]
  if (link === undefined) throw new Error(`no link in ${message}`)
  return link.replaceAll('&amp;', '&')
}
