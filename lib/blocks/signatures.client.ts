import { Worker } from 'node:worker_threads'
import { isSignedBy } from '#lib/chain/signatures.ts'
import { isWellFormed, packed, type SignedMessage } from './signed-message.ts'

/** Fewer are checked sooner here than handed to a thread. */
const WORTH_A_THREAD = 100

type Asked = { readonly resolve: (allHold: boolean) => void; readonly reject: (error: Error) => void }

let thread: Worker | null = null
let lastId = 0
const asked = new Map<number, Asked>()

/**
 * Whether all messages are signed. Many are checked in a thread of their own, one for the process, while this one goes
 * on: a signature takes longer than everything else about its block.
 */
export async function allSigned(messages: readonly SignedMessage[]): Promise<boolean> {
  if (!messages.every(isWellFormed)) return false
  if (messages.length < WORTH_A_THREAD) {
    return messages.every(({ digest, signature, publicKey }) => isSignedBy(digest, signature, publicKey))
  }
  const bytes = packed(messages)
  thread ??= startThread()
  const id = ++lastId
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject })
    thread?.postMessage({ id, bytes }, [bytes.buffer])
  })
}

function startThread(): Worker {
  const started = new Worker(new URL('./signature-thread.ts', import.meta.url))
  started.unref()
  started.on('message', ({ id, allHold }: { id: number; allHold: boolean }) => {
    asked.get(id)?.resolve(allHold)
    asked.delete(id)
  })
  started.on('error', (error: Error) => {
    thread = null
    for (const { reject } of asked.values()) reject(error)
    asked.clear()
  })
  return started
}
