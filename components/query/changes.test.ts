import { QueryClient, type QueryKey, QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { type AnswerChanges, changeHandler, Stale } from './changes.ts'

const AT_ONCE = () => 0

/** A watched question whose answers arrive when the test lets them. */
function watched(client: QueryClient, changes: AnswerChanges, queryKey: QueryKey = [changes]) {
  const asked: (() => void)[] = []
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => new Promise<number>((resolve) => asked.push(() => resolve(asked.length))),
    initialData: 0,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { changes },
  })
  return { asked, leave: observer.subscribe(() => undefined) }
}

test('a change asks again only what it makes old, of its network', async () => {
  const client = new QueryClient()
  const block = watched(client, { network: 'a', on: ['block'] })
  const never = watched(client, { network: 'a', on: [] })
  const other = watched(client, { network: 'b', on: ['block'] })
  changeHandler(client, 'a', AT_ONCE)(['block', 'nodes'])
  await vi.waitFor(() => expect(block.asked).toHaveLength(1))
  expect([never.asked, other.asked]).toEqual([[], []])
})

test('changes during an answer are gathered into one more question, and never cut the answer off', async () => {
  const client = new QueryClient()
  const { asked } = watched(client, { network: 'a', on: ['block'] })
  const changed = changeHandler(client, 'a', AT_ONCE)
  changed(['block'])
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  changed(['block'])
  changed(['block'])
  expect(asked).toHaveLength(1)
  asked[0]?.()
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  asked[1]?.()
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  expect(asked).toHaveLength(2)
})

test('what a question on the screen tells of blocks is not asked twice; once it is gone, it is asked', async () => {
  const client = new QueryClient()
  const board = watched(client, { network: 'a', on: ['block'] }, ['board'])
  const list = watched(client, { network: 'a', on: ['block', 'state'], blocksToldBy: ['board'] })
  const changed = changeHandler(client, 'a', AT_ONCE)
  changed(['block'])
  await vi.waitFor(() => expect(board.asked).toHaveLength(1))
  expect(list.asked).toHaveLength(0)
  board.asked[0]?.()
  board.leave()
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  changed(['block'])
  await vi.waitFor(() => expect(list.asked).toHaveLength(1))
})

test('a state asks both: it changes what only the list says', async () => {
  const client = new QueryClient()
  watched(client, { network: 'a', on: ['block'] }, ['board'])
  const list = watched(client, { network: 'a', on: ['block', 'state'], blocksToldBy: ['board'] })
  changeHandler(client, 'a', AT_ONCE)(['block', 'state'])
  await vi.waitFor(() => expect(list.asked).toHaveLength(1))
})

test('kinds that only a newer server knows are passed over, the others are heard', () => {
  const said = { network: 'a', what: ['block', 'weather', 'pause'] }
  expect(Stale.parse(said)).toEqual({ network: 'a', what: ['block', 'pause'] })
})
