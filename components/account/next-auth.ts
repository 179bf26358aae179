import { z } from 'zod'
import { AnswerError } from '#components/query/get-json.ts'

const TIMEOUT_MS = 15_000

const Csrf = z.looseObject({ csrfToken: z.string() })
/** next-auth's answer has an address, a refusal of ours a sentence. */
const Answer = z.looseObject({ url: z.string().nullish(), detail: z.string().optional() })

/** What the ways of signing in refuse with, in words; a sentence of our own server is shown as it is. */
const WORDS: Readonly<Record<string, string>> = {
  CredentialsSignin: 'The signature was not accepted. Ask for a new message and sign that.',
  Verification: 'This link was used already or has expired. Ask for a new one.',
  AccessDenied: 'The provider did not let you in.',
  EmailSignin: 'The mail could not be sent. Try again, or sign in another way.',
  OAuthSignin: 'The provider could not be reached. Try again, or sign in another way.',
  OAuthCallback: 'The provider did not answer as expected. Try again.',
  Callback: 'Signing in failed. Try again.',
  Configuration: 'This way of signing in is not set up right; the log of the web process says why.',
}

/** What a refusal of the sign-in means, in words. */
export function signInWords(error: string): string {
  return WORDS[error] ?? (/\s/.test(error) ? error : `Signing in failed (${error}). Try again.`)
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<string | null> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const { csrfToken } = Csrf.parse(await (await fetch('/api/auth/csrf', { signal })).json())
  const answer = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
    signal,
  })
  const said = Answer.safeParse(await answer.json().catch(() => null)).data
  const url = said?.url ?? null
  const error = url === null ? null : new URL(url, window.location.href).searchParams.get('error')
  if (error !== null) throw new AnswerError('sign_in_refused', signInWords(error))
  if (!answer.ok)
    throw new AnswerError(
      'sign_in_refused',
      said?.detail ?? `Signing in failed (${answer.status}). Try again.`,
    )
  return url
}

/** Signs in with a message of EIP-4361 and its signature; throws in words. */
export async function signInByWallet(message: string, signature: string): Promise<void> {
  await post('callback/wallet', { message, signature, callbackUrl: window.location.origin })
}

/** Signs in with the secret of a mailed link; throws in words. */
export async function signInByMailLink(secret: string): Promise<void> {
  await post('callback/mail', { secret, callbackUrl: window.location.origin })
}

/** Leaves for the provider, which leads back to `next`. */
export async function leaveForProvider(provider: string, next: string): Promise<void> {
  const url = await post(`signin/${provider}`, { callbackUrl: window.location.origin + next })
  if (url !== null) window.location.assign(url)
}

/** Ends this session. */
export async function signOut(): Promise<void> {
  await post('signout', { callbackUrl: window.location.origin })
}
