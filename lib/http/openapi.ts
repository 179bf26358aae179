import { z } from 'zod'
import { PERMISSIONS } from '#lib/auth/permissions.ts'
import { type ApiRoute, METHODS, type Method, type MethodName } from './api-route.ts'
import { API_ROUTES } from './api-table.ts'
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
        'Writes by session cookie (from pages of ours) or by token in Authorization: Bearer. Rau and votes are decimal strings, heights numbers, instants RFC 3339 in UTC with milliseconds. ' +
        'Unknown parameters are refused. Errors are application/problem+json with a stable code.',
    },
    servers: [{ url: '/api/v1' }],
    paths: Object.fromEntries(API_ROUTES.map((entry) => [entry.path, operations(entry)])),
    components: { schemas: { Problem: jsonSchema(Problem) } },
  }
}

/** The schema of a method's whole answer; null where that is no JSON of ours. */
export function answerSchema({ answer, list }: Method): z.ZodType | null {
  return answer !== null && list === true ? pageOf(answer) : answer
}

function operations({ path, methods }: ApiRoute): Json {
  const declared = METHODS.flatMap((name) => {
    const method = methods[name]
    return method === undefined ? [] : [[name.toLowerCase(), operation(path, name, method)] as const]
  })
  return Object.fromEntries(declared)
}

function operation(path: string, name: MethodName, method: Method): Json {
  const { summary, permission, body } = method
  const content = body === undefined ? null : { 'application/json': { schema: jsonSchema(body, 'input') } }
  return {
    summary,
    'x-permission': permission,
    parameters: [...pathParameters(path), ...queryParameters(path, method)],
    ...(content === null ? {} : { requestBody: { required: true, content } }),
    responses: {
      200: { description: summary, content: contentOf(path, method) },
      ...refusals(path, name, method),
    },
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

function queryParameters(path: string, { list, query }: Method): Json[] {
  if (path.endsWith('/search'))
    return [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }]
  if (path === '/stream') {
    const schema = { type: 'array', items: { type: 'string' } }
    return [{ name: 'network', in: 'query', style: 'form', explode: true, schema }]
  }
  const own = Object.entries(query ?? {}).map(([name, description]) => ({
    ...{ name, in: 'query', description, schema: { type: 'string' } },
  }))
  if (list !== true) return own
  const limit = { type: 'integer', minimum: 1, maximum: 200, default: 50 }
  return [
    ...own,
    { name: 'limit', in: 'query', schema: limit },
    { name: 'cursor', in: 'query', description: 'nextCursor of the page before', schema: { type: 'string' } },
  ]
}

function contentOf(path: string, method: Method): Json {
  if (path === '/stream') return { 'text/event-stream': { schema: { type: 'string' } } }
  if (method.type !== undefined) return { [method.type]: { schema: { type: 'string' } } }
  const schema = answerSchema(method)
  return { 'application/json': { schema: schema === null ? { type: 'object' } : jsonSchema(schema) } }
}

function refusals(path: string, name: MethodName, method: Method): Json {
  const { permission, list, body, rate, codes } = method
  const isOpen = 'anyone' in PERMISSIONS[permission]
  const all = [
    ...(name === 'GET' ? ['unknown_parameter', 'bad_parameter'] : ['cross_site']),
    ...(list === true && !path.endsWith('/search') ? ['bad_limit', 'bad_cursor'] : []),
    ...(body === undefined ? [] : ['bad_body']),
    ...(isOpen ? [] : ['not_signed_in', 'forbidden']),
    ...(rate === undefined ? [] : ['rate_limited']),
    ...(path.includes('{network}') ? ['network_not_found'] : []),
    ...codes,
  ]
  const byStatus = Map.groupBy(new Set(all), statusOf)
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [status, { description: of.join(', '), content }]),
  )
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}
