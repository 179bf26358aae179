import { z } from 'zod'
import type { Observation } from '../ledger.ts'
import { lines, lineValue } from './lines.ts'
import { RecordingError } from './recording-error.ts'

const Seen = z.tuple([z.int(), z.string()])
const ObservationLine = z.object({
  at: z.number(),
  node: z.int(),
  liveness: Seen,
  readiness: Seen,
  health: Seen,
  metricsStatus: z.int(),
  metrics: z.string().nullish(),
})

/** What probes saw, by node, in the order of time. */
export async function readObservations(folder: string): Promise<ReadonlyMap<number, readonly Observation[]>> {
  const observations = new Map<number, Observation[]>()
  for await (const line of lines(folder, 'observations.jsonl.gz')) {
    const parsed = ObservationLine.safeParse(lineValue(line))
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new RecordingError('bad_line', `${line.where}: ${issue?.path.join('.')}: ${issue?.message}`)
    }
    const { at, node, metrics, ...seen } = parsed.data
    const ofNode = observations.get(node) ?? []
    ofNode.push({ atMs: at * 1000, metrics: metrics ?? '', ...seen })
    observations.set(node, ofNode)
  }
  return observations
}
