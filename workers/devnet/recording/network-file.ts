import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { NetworkParams } from '#lib/chain/params.ts'
import { RecordingJson } from '#lib/networks/params-schema.ts'
import type { Registration } from '../ledger.ts'
import { RecordingError } from './recording-error.ts'

const Delegates = z.object({
  delegates: z.array(
    z.object({
      name: z.string(),
      operator: z.string(),
      owner: z.string(),
      reward: z.string(),
      selfStakeRau: z
        .string()
        .regex(/^\d{1,78}$/)
        .transform(BigInt),
    }),
  ),
})

export type RecordedNetwork = {
  readonly name: string
  readonly params: NetworkParams
  readonly delegates: readonly Registration[]
}

/** network.json of a recording. @throws {RecordingError} `missing_file`, `bad_file` naming the field. */
export async function readNetworkFile(folder: string): Promise<RecordedNetwork> {
  const location = path.join(folder, 'network.json')
  const text = await readFile(location, 'utf8').catch((cause: unknown) => {
    throw new RecordingError('missing_file', `${location} is missing`, { cause })
  })
  try {
    const json: unknown = JSON.parse(text)
    return { ...RecordingJson.parse(json), ...Delegates.parse(json) }
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined
    const what = issue
      ? `${issue.path.join('.')}: ${issue.message}`
      : `${cause instanceof Error ? cause.message : cause}`
    throw new RecordingError('bad_file', `${location}: ${what}`, { cause })
  }
}
