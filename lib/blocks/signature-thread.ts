import { parentPort } from 'node:worker_threads'
import { isSignedBy } from '#lib/chain/signatures.ts'
import { unpacked } from './signed-message.ts'

// The other half of signatures.client.ts: answers each run of packed messages with whether all of them are signed.
parentPort?.on('message', ({ id, bytes }: { id: number; bytes: Uint8Array }) => {
  let allHold = true
  for (const { digest, signature, publicKey } of unpacked(bytes)) {
    if (isSignedBy(digest, signature, publicKey)) continue
    allHold = false
    break
  }
  parentPort?.postMessage({ id, allHold })
})
