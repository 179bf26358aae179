import { randomUUID } from 'node:crypto'
import { problemAnswer } from './problem.ts'

type PathValues = Record<string, string>
type Handler<P extends PathValues> = (request: Request, path: P) => Promise<Response>
type NextHandler<P extends PathValues> = (
  request: Request,
  context: { params: Promise<P> },
) => Promise<Response>

/** A route handler as Next.js calls it: what the handler throws becomes a problem, every answer carries a request id. */
export function route<P extends PathValues = Record<never, string>>(handler: Handler<P>): NextHandler<P> {
  return async (request, context) => {
    const requestId = randomUUID()
    try {
      const answer = await handler(request, await context.params)
      answer.headers.set('x-request-id', requestId)
      return answer
    } catch (error) {
      return problemAnswer(error, requestId)
    }
  }
}

/** A JSON answer. Every view changes with the chain's tip, so nobody between us and the caller may keep it. */
export function json(view: unknown): Response {
  return Response.json(view, { headers: { 'cache-control': 'no-store' } })
}
