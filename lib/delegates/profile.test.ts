import { expect, test } from 'vitest'
import { NO_PROFILE, Profile, publicPartsOf } from './profile.ts'

const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const link = (url: string) => ({ links: [{ label: 'site', url }] })

test.each([
  { logo: PNG },
  { about: '# We run nodes' },
  link('https://example.org/a?b#c'),
  link('http://example.org'),
  { location: 'Zürich' },
  { public: ['logo', 'contact'] },
])('%j is taken', (part) => {
  expect(Profile.safeParse({ ...NO_PROFILE, ...part }).success).toBe(true)
})

test.each([
  { logo: 'https://example.org/logo.png' },
  { logo: 'data:image/svg+xml;base64,PHN2Zz4=' },
  { logo: 'data:image/png;base64,PHN2Zz4=' },
  { logo: `data:image/png;base64,iVBORw0KGg${'A'.repeat(40_000)}` },
  { about: '' },
  { about: 'a'.repeat(5001) },
  link('javascript:alert(1)'),
  link(' JaVaScRiPt:alert(1)'),
  link('java\nscript:alert(1)'),
  link('data:text/html,x'),
  link('https://user:secret@example.org'),
  link('//example.org'),
  link('example.org'),
  { links: Array.from({ length: 11 }, () => ({ label: 'x', url: 'https://x.org' })) },
  { public: ['logo', 'logo'] },
  { public: ['name'] },
  { extra: 1 },
])('%j is refused', (part) => {
  expect(Profile.safeParse({ ...NO_PROFILE, ...part }).success).toBe(false)
})

test('everybody sees the parts marked public, and nothing else', () => {
  const profile: Profile = {
    logo: PNG,
    about: 'About',
    links: [{ label: 'site', url: 'https://example.org' }],
    location: 'Zürich',
    contact: 'oncall@example.org',
    public: ['about', 'links'],
  }
  expect(publicPartsOf(profile)).toEqual({ ...profile, logo: null, location: null, contact: null })
})
