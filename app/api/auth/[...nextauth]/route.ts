import { randomUUID } from 'node:crypto'
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { nextAuthOptions } from '#lib/auth/next-auth-options.ts'
import { countAgainst } from '#lib/auth/rate-limit.service.ts'
import { database } from '#lib/db/client.ts'
import { tellNextAuth } from '#lib/env.ts'
import { originOf } from '#lib/http/origin.ts'
import { signInOrigin } from '#lib/http/own-origin.ts'
import { problemAnswer } from '#lib/http/problem.ts'
import { refuseCrossSite } from '#lib/http/same-site.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const requestId = randomUUID()
  try {
    const { nextauth } = await context.params
    const ownOrigin = signInOrigin(request.headers)
    refuseCrossSite(request, ownOrigin)
    const origin = originOf(request.headers, requestId)
    if (nextauth[0] === 'callback') await countAgainst(database(), 'sign_in', { kind: 'nobody' }, origin)
    tellNextAuth()
    return await NextAuth(request, context, nextAuthOptions(ownOrigin, origin))
  } catch (error) {
    return problemAnswer(error, requestId)
  }
}

export { answer as GET, answer as POST }
