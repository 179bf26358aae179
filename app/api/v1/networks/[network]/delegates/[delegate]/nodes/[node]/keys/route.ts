import { database } from '#lib/db/client.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { json, route } from '#lib/http/route.ts'
import { revokeAgentKeys } from '#lib/nodes/enrol.service.ts'

export const DELETE = route<{ network: string; delegate: string; node: string }>(
  'DELETE /networks/{network}/delegates/{delegate}/nodes/{node}/keys',
  async (_request, { network, delegate, node }, caller) => {
    await revokeAgentKeys(database(), caller, await getSpace(database(), network, delegate), node)
    return json({})
  },
)
