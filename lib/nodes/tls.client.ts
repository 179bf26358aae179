import { type Door, targetOf } from './door.client.ts'

/** Whether something at `host:port` answers a TLS handshake, with a valid certificate or not. */
export function speaksTls(door: Door, address: string, timeoutMs: number): Promise<boolean> {
  const target = targetOf(`https://${address}`, ['h2', 'http/1.1'])
  return new Promise((resolve) => {
    const socket = door.connect(target)
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(timeoutMs, () => end(false))
    socket.once('secureConnect', () => end(true)).once('close', () => resolve(false))
    // A certificate that is refused came out of a handshake; any other failure did not get that far.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      end(/^(CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS_CERT)/.test(error.code ?? '')),
    )
  })
}
