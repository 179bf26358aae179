import { type Random, randomFrom } from '../generate/random.ts'
import type { SimulationFaultRequest } from './fault.ts'
import type { Story, StoryStep } from './story.ts'

type Kind = (random: Random) => SimulationFaultRequest

const seconds = (random: Random, from: number, until: number) => from + random.below(until - from)

/** Every kind of trouble, small ones more often; each ends by itself. */
const KINDS: readonly Kind[] = [
  (random) => ({ fault: 'kill', node: 'random', seconds: seconds(random, 5, 200) }),
  (random) => ({ fault: 'kill', node: 'random 2', seconds: seconds(random, 20, 120) }),
  (random) => ({ fault: 'freeze', node: 'random', seconds: seconds(random, 5, 90) }),
  (random) => ({ fault: 'slow', node: 'random', ms: 300 + random.below(1500), seconds: 60 }),
  (random) => ({ fault: 'slow', node: 'random 2', ms: 200, jitterMs: 900, seconds: seconds(random, 20, 90) }),
  (random) => ({ fault: 'cut_off', node: 'random', seconds: seconds(random, 10, 90) }),
  (random) => ({
    fault: 'clock_off',
    node: 'random',
    offsetSeconds: random.below(9) - 4,
    seconds: seconds(random, 10, 90),
  }),
  (random) => ({ fault: 'standby', node: 'random', seconds: seconds(random, 20, 150) }),
  (random) => ({ fault: 'pause', node: 'random', seconds: seconds(random, 10, 60) }),
  (random) => ({ fault: 'lose_commit_votes', node: 'random limit+1', seconds: seconds(random, 3, 9) }),
  (random) => ({ fault: 'lose_commit_votes', node: 'all', seconds: seconds(random, 2, 6) }),
  () => ({ fault: 'restart', node: 'random' }),
  () => ({ fault: 'upgrade', node: 'random', version: 'v2.5.1' }),
  (random) => ({ fault: 'no_machine', node: 'random', seconds: seconds(random, 60, 400) }),
  (random) => ({ fault: 'kill', node: 'random limit', seconds: seconds(random, 10, 60) }),
  (random) => ({ fault: 'kill', node: 'random limit+1', seconds: seconds(random, 10, 90) }),
  (random) => ({
    fault: 'disagree',
    node: random.chance(0.5) ? 'random' : 'random limit+1',
    from: random.chance(0.5) ? 'poll_result' : 'last_block',
    healedBy: 'restart',
    seconds: seconds(random, 60, 240),
  }),
]

/** A story of so many faults at random times within `spanMs`, the same for the same seed. */
export function randomStory(seed: number, faults: number, spanMs: number): Story {
  const random = randomFrom(seed)
  const steps = Array.from({ length: faults }, (_, index): StoryStep => {
    const kind = KINDS[random.below(KINDS.length)] as Kind
    return {
      at: { kind: 'after', ms: random.below(spanMs) },
      until: null,
      fault: kind(random),
      line: index + 1,
    }
  })
  return {
    name: `random-${seed}`,
    about: `${faults} faults at random, from seed ${seed}.`,
    repeatMs: null,
    steps,
  }
}
