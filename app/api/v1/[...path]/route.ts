import { RequestError } from '#lib/http/request-error.ts'
import { route } from '#lib/http/route.ts'

const absent = route(null, async (request) => {
  throw new RequestError(
    'route_not_found',
    `There is no ${new URL(request.url).pathname.slice(0, 128)} in this API.`,
  )
})

export { absent as DELETE, absent as GET, absent as PATCH, absent as POST, absent as PUT }
