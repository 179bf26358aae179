import type { z } from 'zod'
import type { Permission } from '#lib/auth/permissions.ts'
import type { RateName } from '#lib/auth/rate-limits.ts'

/** What a method of a route takes and answers. */
export type Method = {
  readonly summary: string
  /** Asked of who asks before anything is read. */
  readonly permission: Permission
  /** How often it may be asked; nothing for what costs nobody anything. */
  readonly rate?: RateName
  /** The JSON it takes; writes only. */
  readonly body?: z.ZodType
  /** What one answer, or one item of a `list`, looks like; null = no JSON. */
  readonly answer: z.ZodType | null
  /** Media type of what is no JSON. */
  readonly type?: string
  readonly list?: true
  /** Query parameters it takes beside those of a list, by name. */
  readonly query?: Readonly<Record<string, string>>
  /** Refusals beyond those of the query parameters, of the body and of who asks. */
  readonly codes: readonly string[]
}

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type MethodName = (typeof METHODS)[number]

/** A path of the API; the OpenAPI document, the authorization of its routes and their tests are made from these. */
export type ApiRoute = {
  /** Below /api/v1, path values in braces. */
  readonly path: string
  readonly methods: { readonly [M in MethodName]?: Method }
}
