import { createServer, type Server } from 'node:http'
import Provider from 'oidc-provider'

export type OidcServer = { readonly issuer: string; readonly stop: () => Promise<void> }

export const OIDC_CLIENT = { id: 'rollcall', secret: 'a-secret-of-this-test-alone' } as const

/** A provider of a test's own on loopback, that signs in whoever says their name. */
export async function startOidcServer(port: number, origin: string): Promise<OidcServer> {
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        client_secret: OIDC_CLIENT.secret,
        redirect_uris: [`${origin}/api/auth/callback/oidc`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: sub, email: `${sub}@example.test`, email_verified: true }),
    }),
    cookies: { keys: ['of this test alone'] },
    pkce: { required: () => false },
  })
  const server: Server = createServer(provider.callback())
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
