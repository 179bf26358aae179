import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { isSignedBy } from '#lib/chain/signatures.ts'
import { isWellFormed, packed, type SignedMessage } from './signed-message.ts'

/** Fewer are checked sooner here than handed to a thread. */
const WORTH_A_THREAD = 100
const THREADS = Math.min(2, availableParallelism())

type Asked = { readonly resolve: (allHold: boolean) => void; readonly reject: (error: Error) => void }
type Thread = { readonly worker: Worker; readonly asked: Map<number, Asked> }

const threads: (Thread | null)[] = Array.from({ length: THREADS }, () => null)
let lastId = 0

/**
 * Whether all messages are signed. Many are checked in threads of their own, the same for the whole process, while this
 * one goes on: a signature takes longer than everything else about its block.
 */
export async function allSigned(messages: readonly SignedMessage[]): Promise<boolean> {
  if (!messages.every(isWellFormed)) return false
  if (messages.length < WORTH_A_THREAD) {
    return messages.every(({ digest, signature, publicKey }) => isSignedBy(digest, signature, publicKey))
  }
  const share = Math.ceil(messages.length / THREADS)
  const shares = threads.map((_, index) =>
    askThread(index, messages.slice(index * share, (index + 1) * share)),
  )
  return (await Promise.all(shares)).every((allHold) => allHold)
}

function askThread(index: number, messages: readonly SignedMessage[]): Promise<boolean> {
  const bytes = packed(messages)
  const thread = threads[index] ?? startThread(index)
  threads[index] = thread
  const id = ++lastId
  return new Promise((resolve, reject) => {
    thread.asked.set(id, { resolve, reject })
    thread.worker.postMessage({ id, bytes }, [bytes.buffer])
  })
}

function startThread(index: number): Thread {
  const worker = new Worker(new URL('./signature-thread.ts', import.meta.url))
  const asked = new Map<number, Asked>()
  worker.unref()
  worker.on('message', ({ id, allHold }: { id: number; allHold: boolean }) => {
    asked.get(id)?.resolve(allHold)
    asked.delete(id)
  })
  worker.on('error', (error: Error) => {
    threads[index] = null
    for (const { reject } of asked.values()) reject(error)
    asked.clear()
  })
  return { worker, asked }
}
