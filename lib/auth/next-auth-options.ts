import type { AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { database } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { DomainError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import type { RequestOrigin } from './actor.ts'
import { signInByMail } from './mail-link.service.ts'
import { markSessionEnded, signInByProvider } from './provider-sign-in.service.ts'
import { sessionSecret } from './session-secret.client.ts'
import { signInByWallet } from './sign-in.service.ts'

const SESSION_SECONDS = 7 * 24 * 3600
const PROVIDER_TIMEOUT_MS = 8000

const log = createLog('web')

/**
 * How next-auth signs in here, for one request. Its cookie holds nothing but the id of a session of ours, which is looked
 * up at every request: so a session can be ended, and what its user may do changes at once.
 */
export function nextAuthOptions(ownOrigin: string, origin: RequestOrigin): AuthOptions {
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    useSecureCookies: ownOrigin.startsWith('https:'),
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [...credentialWays(ownOrigin, origin), ...oidcWay()],
    callbacks: {
      jwt: async ({ token, user, account, profile }) => {
        if (!account) return { sid: token.sid }
        if (account.type === 'credentials') return { sid: user.id }
        return { sid: await signInByProvider(database(), issuer(), profile ?? {}, origin) }
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === 'string') await markSessionEnded(database(), token.sid, origin)
      },
    },
    // What it would log beside the code may hold tokens.
    logger: {
      error: (code, metadata) => log.error({ code, why: wordOf(metadata) }, 'sign-in failed'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  }
}

function credentialWays(ownOrigin: string, origin: RequestOrigin): AuthOptions['providers'] {
  const wallet = Credentials({
    id: 'wallet',
    name: 'Wallet',
    credentials: { message: {}, signature: {} },
    authorize: (given) =>
      session(async () => {
        const signed = { message: given?.message ?? '', signature: given?.signature ?? '' }
        return await signInByWallet(database(), ownOrigin, signed, origin)
      }),
  })
  const mail = Credentials({
    id: 'mail',
    name: 'Mail',
    credentials: { secret: {} },
    authorize: (given) => session(() => signInByMail(database(), given?.secret ?? '', origin)),
  })
  return [wallet, mail]
}

function oidcWay(): AuthOptions['providers'] {
  const { ROLLCALL_OIDC_ISSUER, ROLLCALL_OIDC_NAME: name, ...rest } = env()
  const { ROLLCALL_OIDC_CLIENT_ID: clientId, ROLLCALL_OIDC_CLIENT_SECRET: clientSecret } = rest
  if (ROLLCALL_OIDC_ISSUER === undefined) return []
  return [
    {
      ...{ id: 'oidc', name, type: 'oauth', idToken: true, checks: ['pkce', 'state', 'nonce'] },
      ...{ clientId: clientId ?? '', clientSecret: clientSecret ?? '' },
      wellKnown: `${ROLLCALL_OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
      authorization: { params: { scope: 'openid profile email' } },
      httpOptions: { timeout: PROVIDER_TIMEOUT_MS },
      // Many providers put names into the answer to a question of its own, not into the token.
      userinfo: {
        request: async ({ client, tokens }) => {
          // What openid-client gives has it, whatever next-auth's type says; the token was checked by then.
          const claims = (tokens as typeof tokens & { claims: () => { sub: string } }).claims()
          // Without an answer the account is the same, only nameless: names are no proof.
          const told = await client.userinfo(tokens.access_token ?? '').catch(() => null)
          return { ...(told?.sub === claims.sub ? told : {}), ...claims }
        },
      },
      profile: ({ sub }: { sub: string }) => ({ id: sub }),
    },
  ]
}

function issuer(): string {
  return env().ROLLCALL_OIDC_ISSUER ?? ''
}

/** next-auth carries a refusal as the text of an error alone: our sentence, with the code behind it. */
async function session(begin: () => Promise<string>): Promise<{ id: string }> {
  try {
    return { id: await begin() }
  } catch (error) {
    if (error instanceof DomainError) throw new Error(`${error.message} (${error.code})`)
    log.error({ err: error }, 'sign-in failed')
    throw new Error('Something of ours broke; try again. (internal)')
  }
}

function wordOf(metadata: unknown): string {
  return metadata instanceof Error ? metadata.message : 'see the code'
}
