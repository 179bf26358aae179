import { expect, test } from 'vitest'
import { nextPath } from './next-path.ts'

test.each([
  ['/n/practice/delegates/birch', '/n/practice/delegates/birch'],
  ['/account?q=1', '/account?q=1'],
  ['https://evil.test/', '/my'],
  ['//evil.test/', '/my'],
  ['/\\evil.test', '/my'],
  ['javascript:alert(1)', '/my'],
  [null, '/my'],
])('%s leads to %s', (text, path) => {
  expect(nextPath(text)).toBe(path)
})
