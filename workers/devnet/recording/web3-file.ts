import { z } from 'zod'
import type { Web3Answer } from '../ledger.ts'
import { lines, lineValue } from './lines.ts'
import { RecordingError } from './recording-error.ts'

const Call = z.object({ method: z.string(), params: z.array(z.unknown()) })
const Web3Line = z.object({ request: z.string(), status: z.int(), response: z.string() })

/** JSON-RPC answers at the recording's end, by the exact body of the request and by the call it makes. */
export async function readWeb3(folder: string): Promise<ReadonlyMap<string, Web3Answer>> {
  const answers = new Map<string, Web3Answer>()
  for await (const line of lines(folder, 'web3.jsonl.gz')) {
    const parsed = Web3Line.safeParse(lineValue(line))
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new RecordingError('bad_line', `${line.where}: ${issue?.path.join('.')}: ${issue?.message}`)
    }
    const answer = { status: parsed.data.status, body: parsed.data.response }
    answers.set(parsed.data.request, answer)
    const call = callIn(parsed.data.request)
    if (call !== null) answers.set(web3Key(call.method, call.params), answer)
  }
  return answers
}

/** Key of a call however its request was written. */
export function web3Key(method: string, params: readonly unknown[]): string {
  return JSON.stringify([method, params])
}

function callIn(body: string): z.infer<typeof Call> | null {
  try {
    return Call.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null // a request that was recorded for being wrong
  }
}
