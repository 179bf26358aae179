import { database } from '#lib/db/client.ts'
import { bodyOf } from '#lib/http/body.ts'
import { json, route } from '#lib/http/route.ts'
import { enrolAgent } from '#lib/nodes/enrol.service.ts'
import { EnrolBody } from '#lib/nodes/registry-schema.ts'

export const POST = route('POST /enrol', async (request, _path, caller) =>
  json(await enrolAgent(database(), caller, await bodyOf(request, EnrolBody))),
)
