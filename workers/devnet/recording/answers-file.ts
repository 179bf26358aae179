import { z } from 'zod'
import type { GrpcAnswer } from '../ledger.ts'
import { codeNumber } from '../wire/grpc-status.ts'
import { lines, lineValue } from './lines.ts'
import { RecordingError } from './recording-error.ts'

const FILE = 'answers.jsonl.gz'
const AnswerLine = z.object({
  label: z.string(),
  method: z.string(),
  request: z.base64(),
  response: z.base64().nullish(),
  error: z.object({ code: z.string(), details: z.string() }).optional(),
  messages: z.array(z.unknown()).optional(),
})

/** Key of a call: node (-1 = any), method path and request. */
export function callKey(node: number, method: string, requestBase64: string): string {
  return `${node} ${method} ${requestBase64}`
}

/**
 * What one node answered at the recording's end, by `callKey`. Lines of another node carry its number in their label
 * ("node 3: …"). A recorded stream is left out: a stream is served live.
 * @throws {RecordingError} naming the file and the line.
 */
export async function readAnswers(folder: string): Promise<ReadonlyMap<string, GrpcAnswer>> {
  const answers = new Map<string, GrpcAnswer>()
  for await (const line of lines(folder, FILE)) {
    const parsed = AnswerLine.safeParse(lineValue(line))
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new RecordingError('bad_line', `${line.where}: ${issue?.path.join('.')}: ${issue?.message}`)
    }
    const { label, method, request, response, error, messages } = parsed.data
    if (messages !== undefined) continue
    const node = Number(/^node (\d+): /.exec(label)?.[1] ?? -1)
    const answer: GrpcAnswer = error
      ? { ok: false, code: codeNumber(error.code), text: error.details }
      : { ok: true, message: Buffer.from(response ?? '', 'base64') }
    answers.set(callKey(node, method, request), answer)
  }
  return answers
}
