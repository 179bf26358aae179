import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { changeHandler } from './changes.ts'

/** A watched question whose answers arrive when the test lets them. */
function watched(client: QueryClient, network: string, on: readonly string[]) {
  const asked: (() => void)[] = []
  const observer = new QueryObserver(client, {
    queryKey: [network, on],
    queryFn: () => new Promise<number>((resolve) => asked.push(() => resolve(asked.length))),
    initialData: 0,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { changes: { network, on } },
  })
  observer.subscribe(() => undefined)
  return asked
}

test('a change asks again only what it makes old, of its network', async () => {
  const client = new QueryClient()
  const asked = {
    block: watched(client, 'a', ['block']),
    never: watched(client, 'a', []),
    other: watched(client, 'b', ['block']),
  }
  changeHandler(client, 'a')('block')
  await vi.waitFor(() => expect(asked.block).toHaveLength(1))
  expect([asked.never, asked.other]).toEqual([[], []])
})

test('changes during an answer are gathered into one more question, and never cut the answer off', async () => {
  const client = new QueryClient()
  const asked = watched(client, 'a', ['block'])
  const changed = changeHandler(client, 'a')
  changed('block')
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  changed('block')
  changed('block')
  expect(asked).toHaveLength(1)
  asked[0]?.()
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  asked[1]?.()
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  expect(asked).toHaveLength(2)
})
