import { type GeneratedDelegate, registered } from '../../generate/delegates.ts'
import type { Random } from '../../generate/random.ts'

const IOTX = 10n ** 18n
/** Least self-stake of a registration. */
const REGISTRATION_RAU = 1_200_000n * IOTX
/** Votes of the first and of the last delegate; the last stands just above the score threshold. */
const FIRST_IOTX = 400_000_000
const LAST_IOTX = 2_080_000

const NAMES = [
  'alder',
  'birch',
  'cedar',
  'dogwood',
  'elm',
  'fir',
  'ginkgo',
  'hazel',
  'ironwood',
  'juniper',
  'katsura',
  'larch',
  'maple',
  'nutmeg',
  'oak',
  'pine',
  'quince',
  'rowan',
  'spruce',
  'tamarack',
  'umbrellapine',
  'viburnum',
  'willow',
  'xylosma',
  'yew',
  'zelkova',
  'acacia',
  'beech',
  'chestnut',
  'ebony',
  'eucalyptus',
  'ficus',
  'hawthorn',
  'hemlock',
  'linden',
  'magnolia',
  'olive',
  'poplar',
  'redwood',
  'sequoia',
  'sycamore',
  'teak',
  'walnut',
  'wisteria',
] as const

/** How many delegates have a name. */
export const NAMED_DELEGATES = NAMES.length

/** Named delegates with keys that follow from the seed; the first has the most votes. Self-stakes as registered. */
export function namedDelegates(seed: number, count: number, random: Random): GeneratedDelegate[] {
  return NAMES.slice(0, count).map((name, index) => {
    const beyond = BigInt(Math.floor((targetVotesIotx(index, count) - LAST_IOTX) / 100)) * IOTX
    return registered(seed, index, name, REGISTRATION_RAU + beyond + BigInt(random.below(1e9)))
  })
}

/** Votes, in whole IOTX, that a delegate of a rank (from 0) of so many has at genesis, give or take: each the same part below the one before it. */
export function targetVotesIotx(rank: number, count: number): number {
  return Math.round(FIRST_IOTX * (LAST_IOTX / FIRST_IOTX) ** (count > 1 ? rank / (count - 1) : 0))
}
