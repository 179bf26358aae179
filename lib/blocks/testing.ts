import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { fromBinary } from '@bufbuild/protobuf'
import type { PollCandidate, RankedCandidate } from '#lib/chain/candidates.ts'
import { blocksInEpoch, epochStart } from '#lib/chain/epoch.ts'
import type { NetworkParams } from '#lib/chain/params.ts'
import { RecordingJson } from '#lib/networks/params-schema.ts'
import { ReadStateResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import { CandidateListSchema, ProbationCandidateListSchema } from '#lib/nodes/gen/iotextypes_pb.ts'
import { pollCandidate } from './decode.ts'

/** What an independent reader found in a recording's epoch. */
export type CheckedEpoch = {
  readonly epoch: number
  readonly startHeight: number
  readonly endHeight: number
  readonly complete: boolean
  readonly seats: readonly string[]
  readonly produced: Readonly<Record<string, number>>
  readonly expected: number
  readonly unproductive: readonly string[]
  readonly lateCommits: number
  readonly missed: readonly {
    readonly height: number
    readonly round: number
    readonly operator: string
    readonly kind: string
    readonly cause: string
  }[]
}

/** A recorded network, for tests. */
export type Recording = {
  readonly params: NetworkParams
  /** Serialized BlockInfo messages; the first is of height 1. */
  readonly blocks: readonly Uint8Array[]
  readonly checked: readonly CheckedEpoch[]
  /** The nodes' own candidate list of an epoch, after the cut. */
  readonly list: (epoch: number) => PollCandidate[]
  /** The nodes' own seats of an epoch. */
  readonly seats: (epoch: number) => string[]
  /** The nodes' own probation list of an epoch. */
  readonly probation: (epoch: number) => Map<string, number>
}

export function readRecording(name: 'a' | 's'): Recording {
  const folder = `workers/devnet/fixtures/${name}`
  const text = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8')
  const lines = (file: string) => {
    const unpacked = gunzipSync(readFileSync(`${folder}/${file}`))
      .toString()
      .trim()
    return unpacked.split('\n').map((line) => JSON.parse(line))
  }
  const answers = new Map(lines('answers.jsonl.gz').map(({ label, response }) => [label, response]))
  const state = (label: string): Uint8Array => {
    return fromBinary(ReadStateResponseSchema, Buffer.from(answers.get(label), 'base64')).data
  }
  const candidates = (label: string) =>
    fromBinary(CandidateListSchema, state(label)).candidates.map(pollCandidate)
  return {
    params: RecordingJson.parse(JSON.parse(text('network.json'))).params,
    blocks: lines('blocks.jsonl.gz').map(({ blockInfo }) => new Uint8Array(Buffer.from(blockInfo, 'base64'))),
    checked: JSON.parse(text('checked.json')).epochs,
    list: (epoch) => candidates(`CandidatesByEpoch ${epoch}`),
    seats: (epoch) => candidates(`ActiveBlockProducersByEpoch ${epoch}`).map(({ operator }) => operator),
    probation: (epoch) => {
      const { probationList } = fromBinary(
        ProbationCandidateListSchema,
        state(`ProbationListByEpoch ${epoch}`),
      )
      return new Map(probationList.map(({ address, count }) => [address, count]))
    },
  }
}

/** A list before anybody was on probation. */
export function unranked(list: readonly PollCandidate[]): RankedCandidate[] {
  return list.map((one) => ({ ...one, votesBeforeCut: one.votes, probationCount: 0 }))
}

/** The recorded blocks of an epoch. */
export function blocksOf({ params, blocks }: Recording, epoch: number): readonly Uint8Array[] {
  const first = epochStart(params, epoch) - 1
  return blocks.slice(first, first + blocksInEpoch(params, epoch))
}
