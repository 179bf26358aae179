import { z } from 'zod'
import { API_ROUTES, type ApiRoute } from './api-table.ts'
import { pageOf } from './cursor.ts'
import { Problem } from './problem.ts'
import { statusOf } from './statuses.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of the API, made from the schemas that its answers are tested against. */
export function openApi(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rollcall',
      version: '1',
      description:
        'Public read. Rau and votes are decimal strings, heights numbers, instants RFC 3339 in UTC with milliseconds. ' +
        'Unknown parameters are refused. Errors are application/problem+json with a stable code.',
    },
    servers: [{ url: '/api/v1' }],
    paths: Object.fromEntries(API_ROUTES.map((entry) => [entry.path, { get: operation(entry) }])),
    components: { schemas: { Problem: jsonSchema(Problem) } },
  }
}

/** The schema of a route's whole answer; null where that is no JSON of ours. */
export function answerSchema({ answer, list }: ApiRoute): z.ZodType | null {
  return answer !== null && list === true ? pageOf(answer) : answer
}

function operation(entry: ApiRoute): Json {
  return {
    summary: entry.summary,
    parameters: [...pathParameters(entry.path), ...queryParameters(entry)],
    responses: { 200: { description: entry.summary, content: contentOf(entry) }, ...refusals(entry) },
  }
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'epoch' || name === 'height' ? { type: 'integer', minimum: 1 } : { type: 'string' },
  }))
}

function queryParameters({ path, list }: ApiRoute): Json[] {
  if (path.endsWith('/search'))
    return [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }]
  if (path === '/stream') {
    const schema = { type: 'array', items: { type: 'string' } }
    return [{ name: 'network', in: 'query', style: 'form', explode: true, schema }]
  }
  if (list !== true) return []
  const limit = { type: 'integer', minimum: 1, maximum: 200, default: 50 }
  return [
    { name: 'limit', in: 'query', schema: limit },
    { name: 'cursor', in: 'query', description: 'nextCursor of the page before', schema: { type: 'string' } },
  ]
}

function contentOf(entry: ApiRoute): Json {
  if (entry.path === '/stream') return { 'text/event-stream': { schema: { type: 'string' } } }
  const schema = answerSchema(entry)
  return { 'application/json': { schema: schema === null ? { type: 'object' } : jsonSchema(schema) } }
}

function refusals({ path, list, codes }: ApiRoute): Json {
  const page = list === true && !path.endsWith('/search') ? ['bad_limit', 'bad_cursor'] : []
  const network = path.includes('{network}') ? ['network_not_found'] : []
  const all = ['unknown_parameter', 'bad_parameter', ...page, ...network, ...codes]
  const byStatus = Map.groupBy(all, statusOf)
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [status, { description: of.join(', '), content }]),
  )
}

function jsonSchema(schema: z.ZodType): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'output' })
  return rest
}
