import { database } from '#lib/db/client.ts'
import { getSpace } from '#lib/delegates/space.service.ts'
import { json, route } from '#lib/http/route.ts'
import { issueEnrolment } from '#lib/nodes/enrol.service.ts'

export const POST = route<{ network: string; delegate: string; node: string }>(
  'POST /networks/{network}/delegates/{delegate}/nodes/{node}/enrolment',
  async (_request, { network, delegate, node }, caller) =>
    json(await issueEnrolment(database(), caller, await getSpace(database(), network, delegate), node)),
)
