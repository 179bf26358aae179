import { expect, test } from 'vitest'
import type { Column } from './column.ts'
import { csvOf } from './csv.ts'
import { sortRows } from './sort-rows.ts'

type Row = { readonly name: string; readonly count: number | null }

const NAME: Column<Row> = { key: 'name', head: 'Name', sortBy: ({ name }) => name, cell: ({ name }) => name }
const COUNT: Column<Row> = {
  key: 'count',
  head: 'Count',
  sortBy: ({ count }) => count,
  cell: ({ count }) => count,
}

test.each([
  { name: 'plain', line: 'plain,1' },
  { name: 'a,b', line: '"a,b",1' },
  { name: 'say "x"', line: '"say ""x""",1' },
  { name: '=1+1', line: "'=1+1,1" },
])('a name "$name" is exported as $line', ({ name, line }) => {
  expect(csvOf([{ name, count: 1 }], [NAME, COUNT])).toBe(`name,count\r\n${line}\r\n`)
})

test('an unknown number is exported empty, not as zero', () => {
  expect(csvOf([{ name: 'a', count: null }], [COUNT])).toBe('count\r\n\r\n')
})

test.each(['asc', 'desc'] as const)('rows without a value stand last, sorted %s', (direction) => {
  const rows = [
    { name: 'none', count: null },
    { name: 'one', count: 1 },
    { name: 'two', count: 2 },
  ]
  expect(sortRows(rows, COUNT, direction).at(-1)?.name).toBe('none')
})

test('names with numbers sort as people count', () => {
  const rows = ['d10', 'd9', 'd1'].map((name) => ({ name, count: 0 }))
  expect(sortRows(rows, NAME, 'asc').map(({ name }) => name)).toEqual(['d1', 'd9', 'd10'])
})
