import { revokeToken } from '#lib/auth/tokens.service.ts'
import { database } from '#lib/db/client.ts'
import { json, route } from '#lib/http/route.ts'

export const DELETE = route<{ token: string }>(
  'DELETE /tokens/{token}',
  async (_request, { token }, caller) => {
    await revokeToken(database(), caller, token)
    return json({})
  },
)
