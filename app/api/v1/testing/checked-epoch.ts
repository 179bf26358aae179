import { expect } from 'vitest'
import { ask } from './ask.ts'

/** An epoch as an independent reader, or the simulation that made it, states it. */
export type CheckedEpoch = {
  readonly epoch: number
  readonly startHeight: number
  readonly endHeight: number
  readonly complete: boolean
  readonly seats: readonly string[]
  readonly produced: Readonly<Record<string, number>>
  readonly expected: number
  /** Null while the epoch is open. */
  readonly unproductive: readonly string[] | null
  readonly lateCommits: number
  readonly missed: readonly object[]
}

type Delegate = {
  operator: string
  seat: number | null
  produced: number
  expected: number
  unproductive: boolean | null
}

/** Holds what the API says of an epoch against what is known to be true. */
export async function epochIsRight(network: string, wanted: CheckedEpoch): Promise<void> {
  const { body } = await ask(`/networks/${network}/epochs/${wanted.epoch}`)
  const { startHeight, endHeight, complete, lateCommits } = wanted
  expect(body).toMatchObject({ startHeight, endHeight, complete, lateCommits })
  const { delegates } = body as { delegates: Delegate[] }
  const seated = delegates.filter(({ seat }) => seat !== null).sort((a, b) => (a.seat ?? 0) - (b.seat ?? 0))
  expect(seated.map(({ operator }) => operator)).toEqual(wanted.seats)
  expect(new Set(seated.map(({ expected }) => expected))).toEqual(new Set([wanted.expected]))
  const produced = Object.fromEntries(seated.map((delegate) => [delegate.operator, delegate.produced]))
  expect(produced).toEqual(wanted.produced)
  const unproductive = seated.filter((delegate) => delegate.unproductive).map(({ operator }) => operator)
  if (wanted.unproductive === null)
    expect(seated.map((delegate) => delegate.unproductive)).not.toContain(false)
  expect(unproductive.sort()).toEqual([...(wanted.unproductive ?? [])].sort())
  const missed = await allMissed(`/networks/${network}/epochs/${wanted.epoch}/missed-slots`)
  expect(missed).toHaveLength(wanted.missed.length)
  expect(missed).toMatchObject([...wanted.missed])
}

/** Every page of a list of missed slots. */
export async function allMissed(route: string): Promise<{ cause: string }[]> {
  const all: { cause: string }[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await ask(`${route}?limit=200${cursor && `&cursor=${cursor}`}`)
    const page = body as { items: { cause: string }[]; nextCursor: string | null }
    all.push(...page.items)
    cursor = page.nextCursor
  }
  return all
}
