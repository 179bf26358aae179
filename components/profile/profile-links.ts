import type { Profile } from '#lib/delegates/profile.ts'

type Link = Profile['links'][number]

/** Links as a person writes them: one a line, a word for it and its address. */
export function linesOf(links: readonly Link[]): string {
  return links.map(({ label, url }) => `${label} ${url}`).join('\n')
}

/** The links that lines hold; the last word of a line is the address, which alone is its own label. */
export function linksIn(lines: string): Link[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const words = line.split(/\s+/)
      const url = words.at(-1) ?? ''
      const label = words.slice(0, -1).join(' ')
      return { label: (label === '' ? url : label).slice(0, 60), url }
    })
}
