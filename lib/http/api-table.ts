import type { ApiRoute, Method, MethodName } from './api-route.ts'
import { ACCOUNT_ROUTES } from './tables/account.ts'
import { AUDIT_ROUTES } from './tables/audit.ts'
import { CHAIN_ROUTES } from './tables/chain.ts'
import { DELEGATE_ROUTES } from './tables/delegates.ts'
import { NODE_ROUTES } from './tables/nodes.ts'
import { TOKEN_ROUTES } from './tables/tokens.ts'

/** All of the API; each part of it stands in a table of its own. */
export const API_ROUTES: readonly ApiRoute[] = [
  ...CHAIN_ROUTES,
  ...DELEGATE_ROUTES,
  ...ACCOUNT_ROUTES,
  ...NODE_ROUTES,
  ...TOKEN_ROUTES,
  ...AUDIT_ROUTES,
]

const METHODS_BY_KEY: ReadonlyMap<string, Method> = new Map(
  API_ROUTES.flatMap(({ path, methods }) =>
    Object.entries(methods).map(([name, method]) => [`${name} ${path}`, method] as const),
  ),
)

/** A method and a path of the table, as route files name what they answer. */
export type RouteKey = `${MethodName} /${string}`

/** What the table says of a route's method. Throws when it says nothing: nobody declared who may ask. */
export function methodOf(key: RouteKey): Method {
  const method = METHODS_BY_KEY.get(key)
  if (method === undefined) throw new Error(`"${key}" does not stand in the API's table`)
  return method
}
