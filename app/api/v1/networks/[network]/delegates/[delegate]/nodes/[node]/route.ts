import { database } from '#lib/db/client.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { bodyOf } from '#lib/http/body.ts'
import { noQuery } from '#lib/http/query.ts'
import { json, route } from '#lib/http/route.ts'
import { changeNode, nodeView, removeNode } from '#lib/nodes/registry.service.ts'
import { NodeBody } from '#lib/nodes/registry.ts'
import { tryNode } from '#lib/nodes/registry-try.service.ts'

type Path = { network: string; delegate: string; node: string }

export const GET = route<Path>(
  'GET /networks/{network}/delegates/{delegate}/nodes/{node}',
  async (request, { network, delegate, node }, caller) => {
    noQuery(request)
    return json(await nodeView(database(), caller, await getSpace(database(), network, delegate), node))
  },
)

export const PUT = route<Path>(
  'PUT /networks/{network}/delegates/{delegate}/nodes/{node}',
  async (request, { network, delegate, node }, caller) => {
    const body = await bodyOf(request, NodeBody)
    const space = await getSpace(database(), network, delegate)
    await changeNode(database(), caller, space, node, body)
    await tryNode(database(), caller, space, node)
    return json(await nodeView(database(), caller, space, node))
  },
)

export const DELETE = route<Path>(
  'DELETE /networks/{network}/delegates/{delegate}/nodes/{node}',
  async (_request, { network, delegate, node }, caller) => {
    await removeNode(database(), caller, await getSpace(database(), network, delegate), node)
    return json({})
  },
)
