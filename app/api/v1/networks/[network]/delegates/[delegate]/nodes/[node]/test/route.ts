import { database } from '#lib/db/client.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { json, route } from '#lib/http/route.ts'
import { nodeView } from '#lib/nodes/registry.service.ts'
import { tryNode } from '#lib/nodes/registry-try.service.ts'

export const POST = route<{ network: string; delegate: string; node: string }>(
  'POST /networks/{network}/delegates/{delegate}/nodes/{node}/test',
  async (_request, { network, delegate, node }, caller) => {
    const space = await getSpace(database(), network, delegate)
    await tryNode(database(), caller, space, node)
    return json(await nodeView(database(), caller, space, node))
  },
)
