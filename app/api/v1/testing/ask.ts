import { expect } from 'vitest'
import type { ApiRoute, MethodName } from '#lib/http/api-route.ts'
import { API_ROUTES } from '#lib/http/api-table.ts'
import { answerSchema } from '#lib/http/openapi.ts'
import { Problem } from '#lib/http/problem.ts'

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>
type Answered = { status: number; body: unknown; headers: Headers }

/** What a request holds beside its path; `body` is sent as JSON. */
export type Asked = {
  readonly method?: MethodName
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Answers a request to /api/v1 by the route file that Next.js would choose, and holds the answer against its schema. */
export async function ask(path: string, asked: Asked = {}): Promise<Answered> {
  const { method = 'GET', headers = {}, body } = asked
  const { pathname, search } = new URL(path, 'http://rollcall.test')
  const chosen = routeFor(pathname)
  const module: Partial<Record<MethodName, Handler>> = await import(
    /* @vite-ignore */ fileOf(chosen.route.path)
  )
  const declared = chosen.route.methods[method]
  const handler = module[method]
  if (declared === undefined || handler === undefined) throw new Error(`no ${method} of ${pathname}`)
  const request = new Request(`http://rollcall.test/api/v1${pathname}${search}`, {
    method,
    headers: { host: 'rollcall.test', ...(body === undefined ? {} : JSON_TYPE), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  // As Next.js does: nothing where the path holds no values.
  const values = Object.keys(chosen.values).length === 0 ? undefined : chosen.values
  const answer = await handler(request, { params: Promise.resolve(values) })
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  const schema = answer.ok ? answerSchema(declared) : Problem
  if (schema === null) return { status: answer.status, body: await answer.text(), headers: answer.headers }
  const answered: unknown = await answer.json()
  expect(schema.parse(answered), 'nothing beyond the schema').toEqual(answered)
  return { status: answer.status, body: answered, headers: answer.headers }
}

const JSON_TYPE = { 'content-type': 'application/json' }

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
