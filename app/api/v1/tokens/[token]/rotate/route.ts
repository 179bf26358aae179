import { rotateToken } from '#lib/auth/tokens.service.ts'
import { database } from '#lib/db/client.ts'
import { json, route } from '#lib/http/route.ts'

export const POST = route<{ token: string }>(
  'POST /tokens/{token}/rotate',
  async (_request, { token }, caller) => json(await rotateToken(database(), caller, token)),
)
