import { expect, test } from 'vitest'
import { candidatesAfterCut, drawSeats, type PollCandidate } from './candidates.ts'
import { mainnet } from './mainnet.ts'
import type { NetworkParams } from './params.ts'
import { shuffled } from './shuffle.ts'

const [A = '', B = '', C = '', D = ''] = mainnet.exemptOperators

const network: NetworkParams = { ...mainnet, seats: 2, candidateSeats: 3, forks: { easter: 1 } }

function candidate(operator: string, votes: bigint, identity = ''): PollCandidate {
  return { operator, identity, reward: operator, votes }
}

test('votes on probation are cut, and the list is ordered again', () => {
  const list = [candidate(A, 100n), candidate(B, 50n), candidate(C, 20n)]
  const ranked = candidatesAfterCut(network, 2, list, new Map([[A, 2]]))
  expect(
    ranked.map(({ operator, votes, votesBeforeCut, probationCount }) => [
      operator,
      votes,
      votesBeforeCut,
      probationCount,
    ]),
  ).toEqual([
    [B, 50n, 50n, 0],
    [C, 20n, 20n, 0],
    [A, 10n, 100n, 2],
  ])
})

test('a list with equal votes is ordered by the seed of the epoch, whatever order it came in', () => {
  const list = [candidate(A, 7n), candidate(B, 7n), candidate(C, 7n)]
  const forward = candidatesAfterCut(network, 2, list, new Map()).map(({ operator }) => operator)
  const backward = candidatesAfterCut(network, 2, list.toReversed(), new Map()).map(
    ({ operator }) => operator,
  )
  expect(forward).toEqual(backward)
})

test('before Easter nobody is cut and the poll result keeps its order', () => {
  const list = [candidate(B, 5n), candidate(A, 9n)]
  const ranked = candidatesAfterCut({ ...network, forks: {} }, 2, list, new Map())
  expect(ranked.map(({ operator }) => operator)).toEqual([B, A])
})

test('an empty probation key does not cut a candidate that has an identity', () => {
  const forked = { ...network, forks: { easter: 1, yapBeta: 1 } }
  const [one] = candidatesAfterCut(forked, 2, [candidate(A, 9n, D)], new Map([['', 3]]))
  expect(one?.votes).toBe(9n)
})

test('seats are drawn from the first candidates, in shuffled order', () => {
  const list = [candidate(A, 9n), candidate(B, 8n), candidate(C, 7n), candidate(D, 6n)]
  expect(drawSeats(network, 2, list)).toEqual(shuffled([A, B, C], 31).slice(0, 2)) // epoch 2 begins at 31
})

test('who has no votes is not drawn', () => {
  const list = [candidate(A, 9n), candidate(B, 8n), candidate(C, 0n), candidate(D, 0n)]
  expect(new Set(drawSeats(network, 2, list))).toEqual(new Set([A, B]))
})

test('a list that cannot fill the seats is refused', () => {
  const refusal = expect.objectContaining({ code: 'too_few_candidates' })
  expect(() => drawSeats(network, 2, [candidate(A, 9n), candidate(B, 0n)])).toThrow(refusal)
})
