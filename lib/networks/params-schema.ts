import { z } from 'zod'
import { parseAddress } from '#lib/chain/address.ts'
import { mainnet } from '#lib/chain/mainnet.ts'
import type { Era, NetworkParams } from '#lib/chain/params.ts'

const Height = z.int().min(1)
const Percent = z.int().min(0).max(100)
const RAU = 'must be Rau as a decimal number in quotes'
const Rau = z
  .string(RAU)
  .regex(/^\d{1,78}$/, RAU)
  .transform(BigInt)

const EraJson = {
  fromHeight: Height,
  blockIntervalMs: z.int().min(1).max(3_600_000),
  subEpochs: z.int().min(1).max(10_000),
  footerDelayMs: z.int().min(0),
  blockRewardRau: Rau,
}
const BonusJson = {
  amountRau: Rau,
  delegates: z.int().min(0),
  epochs: z.array(z.tuple([z.int().min(1), z.int().min(1)])),
}
const PARAMS = {
  /** Unix seconds. */
  genesisAt: z.int().min(0),
  evmChainId: z.int().min(1),
  chainId: z.int().min(1),
  seats: z.int().min(1).max(1000),
  candidateSeats: z.int().min(1).max(10_000),
  forks: z.record(z.string(), z.int().min(0)),
  epochRewardRau: Rau,
  delegatesPaidEpochReward: z.int().min(0),
  exemptOperators: z.array(z.string()),
  rewardingPoolAtGenesisRau: Rau,
  productivityThresholdPercent: Percent,
  probationEpochs: z.int().min(1).max(1000),
  probationIntensityPercent: Percent,
  scoreThresholdRau: Rau,
}

/** A recording's `network.json`: our parameters, its name, and whatever else it tells of its nodes. */
export const RecordingJson = z
  .object({
    name: z.string().min(1).max(100),
    ...PARAMS,
    eras: z.array(z.object(EraJson)).min(1),
    foundationBonus: z.object(BonusJson),
  })
  .superRefine((json, context) => void sayMistakes(json, context))
  .transform(({ name, ...json }) => ({ name, params: paramsOf(json) }))

/**
 * Parameters inside a networks.yaml: as `network.json`, but nothing unknown, and eras on epoch starts. What else such a
 * file tells may stay when it is copied as a whole.
 */
export const InlineParams = z
  .strictObject({
    ...PARAMS,
    name: z.unknown().optional(),
    delegates: z.unknown().optional(),
    accounts: z.unknown().optional(),
    eras: z.array(z.strictObject(EraJson)).min(1),
    foundationBonus: z.strictObject(BonusJson),
  })
  .superRefine((json, context) => {
    if (!sayMistakes(json, context)) return
    for (const fork of Object.keys(json.forks)) {
      if (mainnet.forks[fork] === undefined) say(context, ['forks', fork], `no fork is called ${fork}`)
    }
  })
  .transform(paramsOf)

type Json = z.output<z.ZodObject<typeof PARAMS>> & {
  readonly eras: readonly Era[]
  readonly foundationBonus: { amountRau: bigint; delegates: number; epochs: [number, number][] }
}

function paramsOf(json: Json): NetworkParams {
  return {
    genesisMs: json.genesisAt * 1000,
    chainId: json.chainId,
    evmChainId: json.evmChainId,
    seats: json.seats,
    candidateSeats: json.candidateSeats,
    eras: json.eras,
    forks: json.forks,
    epochRewards: [{ fromHeight: 1, amountRau: json.epochRewardRau }],
    delegatesPaidEpochReward: json.delegatesPaidEpochReward,
    exemptOperators: json.exemptOperators,
    foundationBonus: json.foundationBonus,
    rewardingPoolAtGenesisRau: json.rewardingPoolAtGenesisRau,
    productivityThresholdPercent: json.productivityThresholdPercent,
    probationEpochs: json.probationEpochs,
    probationIntensityPercent: json.probationIntensityPercent,
    scoreThresholdRau: json.scoreThresholdRau,
  }
}

/** What no field can say alone. True when there was nothing to say. */
function sayMistakes(json: Json, context: z.RefinementCtx): boolean {
  const before = context.issues.length
  if (json.candidateSeats < json.seats) {
    say(context, ['candidateSeats'], `${json.candidateSeats} candidates cannot fill ${json.seats} seats`)
  }
  for (const [index, { fromHeight }] of json.eras.entries()) {
    const previous = json.eras[index - 1]
    if (!previous && fromHeight !== 1)
      say(context, ['eras', index, 'fromHeight'], 'the first era begins at height 1')
    if (previous && fromHeight <= previous.fromHeight) {
      say(
        context,
        ['eras', index, 'fromHeight'],
        `${fromHeight} is not above ${previous.fromHeight}, where the era before begins`,
      )
    }
  }
  for (const [index, operator] of json.exemptOperators.entries()) {
    if (!isAddress(operator))
      say(context, ['exemptOperators', index], `${operator.slice(0, 64)} is no address`)
  }
  for (const [index, [first, last]] of json.foundationBonus.epochs.entries()) {
    if (last < first)
      say(context, ['foundationBonus', 'epochs', index], `${first} to ${last} is no stretch of epochs`)
  }
  return context.issues.length === before
}

function say(context: z.RefinementCtx, path: PropertyKey[], message: string): void {
  context.addIssue({ code: 'custom', path, message, input: undefined })
}

function isAddress(text: string): boolean {
  try {
    return text.startsWith('io1') && parseAddress(text).length === 20
  } catch {
    // parseAddress says why; here only that it is none matters.
    return false
  }
}
