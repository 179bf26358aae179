import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { NetworkParams } from '#lib/chain/params.ts'
import type { Registration } from '../ledger.ts'
import { RecordingError } from './recording-error.ts'

const Rau = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform(BigInt)

const NetworkFile = z.object({
  name: z.string(),
  genesisAt: z.int(),
  evmChainId: z.int(),
  chainId: z.int(),
  seats: z.int().min(1),
  candidateSeats: z.int().min(1),
  eras: z
    .array(
      z.object({
        fromHeight: z.int().min(1),
        blockIntervalMs: z.int().min(1),
        subEpochs: z.int().min(1),
        footerDelayMs: z.int().min(0),
        blockRewardRau: Rau,
      }),
    )
    .min(1),
  forks: z.record(z.string(), z.int()),
  epochRewardRau: Rau,
  delegatesPaidEpochReward: z.int(),
  exemptOperators: z.array(z.string()),
  foundationBonus: z.object({ amountRau: Rau, delegates: z.int(), epochs: z.array(z.tuple([z.int(), z.int()])) }),
  rewardingPoolAtGenesisRau: Rau,
  productivityThresholdPercent: z.int(),
  probationEpochs: z.int(),
  probationIntensityPercent: z.int(),
  scoreThresholdRau: Rau,
  delegates: z.array(
    z.object({ name: z.string(), operator: z.string(), owner: z.string(), reward: z.string(), selfStakeRau: Rau }),
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
    const { name, genesisAt, epochRewardRau, delegates, ...rest } = NetworkFile.parse(JSON.parse(text))
    const epochRewards = [{ fromHeight: 1, amountRau: epochRewardRau }]
    return { name, params: { ...rest, genesisMs: genesisAt * 1000, epochRewards }, delegates }
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined
    const what = issue ? `${issue.path.join('.')}: ${issue.message}` : 'not JSON'
    throw new RecordingError('bad_file', `${location}: ${what}`, { cause })
  }
}
