import { expect, test } from 'vitest'
import { linesOf, linksIn } from './profile-links.ts'

test('a line is a label and an address; blank lines are none', () => {
  const links = [
    { label: 'Our site', url: 'https://birch.test/' },
    { label: 'https://birch.test/b', url: 'https://birch.test/b' },
  ]
  expect(linksIn('Our site https://birch.test/\n\n  https://birch.test/b ')).toEqual(links)
})

test('what is written goes back to the lines it came from', () => {
  const links = [{ label: 'Our site', url: 'https://birch.test/' }]
  expect(linksIn(linesOf(links))).toEqual(links)
})
