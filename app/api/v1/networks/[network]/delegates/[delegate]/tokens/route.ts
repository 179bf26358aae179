import { makeToken, tokensOfDelegate } from '#lib/auth/tokens.service.ts'
import { NewToken } from '#lib/auth/tokens.ts'
import { database } from '#lib/db/client.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { bodyOf } from '#lib/http/body.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'

type Path = { network: string; delegate: string }

export const GET = route<Path>(
  'GET /networks/{network}/delegates/{delegate}/tokens',
  async (request, { network, delegate }, caller) => {
    const page = pageQueryOf(request)
    return json(
      await tokensOfDelegate(database(), caller, await getSpace(database(), network, delegate), page),
    )
  },
)

export const POST = route<Path>(
  'POST /networks/{network}/delegates/{delegate}/tokens',
  async (request, { network, delegate }, caller) => {
    const asked = await bodyOf(request, NewToken)
    return json(await makeToken(database(), caller, await getSpace(database(), network, delegate), asked))
  },
)
