import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { API_ROUTES } from '#lib/http/api-table.ts'
import { statusOf } from '#lib/http/statuses.ts'
import { GET } from './openapi.json/route.ts'
import { fileOf } from './testing/ask.ts'

async function openApi(): Promise<{
  openapi: string
  paths: Record<string, { get: { responses: object } }>
}> {
  const request = new Request('http://rollcall.test/api/v1/openapi.json')
  return await (await GET(request, { params: Promise.resolve({}) })).json()
}

test('every route file stands in the document, and every path of the document has a route file', async () => {
  const here = dirname(fileURLToPath(import.meta.url))
  const files = globSync('**/route.ts', { cwd: here }).filter((file) => !file.startsWith('[...path]'))
  expect(files.map((file) => `../${file}`).sort()).toEqual(API_ROUTES.map(({ path }) => fileOf(path)).sort())
  const { openapi, paths } = await openApi()
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(paths)).toEqual(API_ROUTES.map(({ path }) => path))
})

test('every documented refusal has a status of its own, none is a 500', () => {
  for (const code of API_ROUTES.flatMap(({ methods }) =>
    Object.values(methods).flatMap(({ codes }) => codes),
  ))
    expect([code, statusOf(code)]).not.toContain(500)
})

test('answers are described down to their fields', async () => {
  const { paths } = await openApi()
  expect(paths['/networks/{network}/epochs/next']?.get.responses).toMatchObject({
    200: {
      content: {
        'application/json': {
          schema: {
            properties: { basis: { enum: ['poll_result', 'current_votes'] }, seats: { type: 'array' } },
          },
        },
      },
    },
    404: { description: 'network_not_found, next_set_not_known' },
  })
})
