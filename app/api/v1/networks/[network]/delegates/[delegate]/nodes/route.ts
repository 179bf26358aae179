import { database } from '#lib/db/client.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { bodyOf } from '#lib/http/body.ts'
import { pageQueryOf } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'
import { nodePage, nodeView, registerNode } from '#lib/nodes/registry.service.ts'
import { NodeBody } from '#lib/nodes/registry.ts'
import { tryNode } from '#lib/nodes/registry-try.service.ts'

type Path = { network: string; delegate: string }

export const GET = route<Path>(
  'GET /networks/{network}/delegates/{delegate}/nodes',
  async (request, { network, delegate }, caller) => {
    const page = pageQueryOf(request)
    return json(await nodePage(database(), caller, await getSpace(database(), network, delegate), page))
  },
)

export const POST = route<Path>(
  'POST /networks/{network}/delegates/{delegate}/nodes',
  async (request, { network, delegate }, caller) => {
    const body = await bodyOf(request, NodeBody)
    const space = await getSpace(database(), network, delegate)
    const { id } = await registerNode(database(), caller, space, body)
    await tryNode(database(), caller, space, id)
    return json(await nodeView(database(), caller, space, id))
  },
)
