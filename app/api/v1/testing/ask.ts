import { expect } from 'vitest'
import { API_ROUTES, type ApiRoute } from '#lib/http/api-table.ts'
import { answerSchema } from '#lib/http/openapi.ts'
import { Problem } from '#lib/http/problem.ts'

type Get = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>

/** Answers `GET /api/v1<path>` by the route file that Next.js would choose, and holds the answer against its schema. */
export async function ask(path: string): Promise<{ status: number; body: unknown }> {
  const { pathname, search } = new URL(path, 'http://rollcall.test')
  const chosen = routeFor(pathname)
  const module: { GET: Get } = await import(/* @vite-ignore */ fileOf(chosen.route.path))
  const answer = await module.GET(new Request(`http://rollcall.test/api/v1${pathname}${search}`), {
    params: Promise.resolve(chosen.values),
  })
  const body: unknown = await answer.json()
  const schema = answer.ok ? answerSchema(chosen.route) : Problem
  if (schema !== null) expect(schema.parse(body), 'nothing beyond the schema').toEqual(body)
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  return { status: answer.status, body }
}

function routeFor(pathname: string): { route: ApiRoute; values: Record<string, string> } {
  const asked = pathname.split('/')
  // A fixed segment wins over a path value, as in Next.js.
  const fixedFirst = API_ROUTES.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)
  for (const route of fixedFirst) {
    const wanted = route.path.split('/')
    const values: Record<string, string> = {}
    const fits = wanted.every((segment, index) => {
      const given = asked[index] ?? ''
      if (!segment.startsWith('{')) return segment === given
      values[segment.slice(1, -1)] = decodeURIComponent(given)
      return true
    })
    if (fits && wanted.length === asked.length) return { route, values }
  }
  throw new Error(`no route for ${pathname}`)
}

/** The route file of a path of the API table, seen from this file. */
export function fileOf(path: string): string {
  return `..${path.replaceAll('{', '[').replaceAll('}', ']')}/route.ts`
}
