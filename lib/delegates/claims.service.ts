import { z } from 'zod'
import { AuthError } from '#lib/auth/auth-error.ts'
import { authorize } from '#lib/auth/authorize.ts'
import { issueSecret, useSecret } from '#lib/auth/one-time-secret.service.ts'
import { hexAddress, parseAddress } from '#lib/chain/address.ts'
import { wallNow } from '#lib/clock.ts'
import type { Sql } from '#lib/db/client.ts'
import { contractAnswers } from '#lib/networks/contract-calls.service.ts'
import { CLAIM_TTL_SECONDS, type ClaimChallenge, claimText, ioctlCommand, signatureIn } from './claims.ts'
import { verdictOf } from './contract-owner.ts'
import { DelegateError } from './delegate-error.ts'
import { takeGrant } from './grants.service.ts'
import { addressMeant } from './lookup.ts'
import { type Grant, provenBy } from './members.ts'
import type { ChallengeView, ClaimApproved, ClaimSigned, MemberView } from './people-schema.ts'
import { agrees, contractQuestion, signerOf } from './signature.service.ts'
import { type Caller, getSpace, personOf, type Space } from './space.service.ts'

const Challenge = z.object({
  networkId: z.int(),
  network: z.string(),
  delegateId: z.string(),
  address: z.string(),
  userId: z.string(),
  userName: z.string(),
  expiresAt: z.string(),
})

/**
 * A text to sign with the delegate's owner or operator key, good for ten minutes and for whom asks.
 * @throws {DelegateError} `not_of_delegate` when the address is neither on the followed chain.
 */
export async function challengeClaim(
  sql: Sql,
  { actor }: Caller,
  slug: string,
  wanted: string,
  asked: string,
): Promise<ChallengeView> {
  authorize(actor, 'claim_delegate')
  const { userId, name } = personOf(actor)
  const { network, delegate, subject } = await getSpace(sql, slug, wanted)
  const proven = provenGrant(asked, delegate)
  const challenge: ClaimChallenge = {
    network: network.slug,
    delegateId: delegate.id,
    address: proven.address,
    userId,
    userName: name,
    expiresAt: new Date(wallNow() + CLAIM_TTL_SECONDS * 1000).toISOString(),
  }
  const { secret } = await issueSecret(sql, {
    purpose: 'claim',
    subject: { ...challenge, networkId: subject.networkId },
    ttlSeconds: CLAIM_TTL_SECONDS,
    createdBy: userId,
  })
  const text = claimText(challenge, secret)
  return {
    nonce: secret,
    text,
    address: proven.address,
    hexAddress: hexAddress(parseAddress(proven.address)),
    level: proven.level,
    proof: proven.proof,
    expiresAt: challenge.expiresAt,
    command: ioctlCommand(text, proven.address),
  }
}

/**
 * Takes a signed challenge as the proof it is. The nonce is used up whatever comes of it; who the owner is, is read
 * again: it may have changed since the challenge.
 * @throws {AuthError} `secret_used`, `secret_expired`, `secret_unknown`: also for a nonce of somebody else, or of
 * another delegate.
 * @throws {DelegateError} `wrong_key`, `not_of_delegate`, `contract_not_answered`.
 */
export async function claimDelegate(
  sql: Sql,
  caller: Caller,
  slug: string,
  wanted: string,
  { nonce, signature }: z.infer<typeof ClaimSigned>,
): Promise<MemberView> {
  authorize(caller.actor, 'claim_delegate')
  const { userId } = personOf(caller.actor)
  const space = await getSpace(sql, slug, wanted)
  const challenge = await challengeFor(sql, nonce, space, userId)
  const grant = await grantFor(sql, space, challenge, nonce, signature)
  return await sql.begin((tx) => takeGrant(tx, caller, space, userId, grant, 'claim_made'))
}

/**
 * Gives somebody rights by the word of staff alone; the membership says so for good.
 * @throws {AuthError} `user_not_found`.
 */
export async function approveClaim(
  sql: Sql,
  caller: Caller,
  slug: string,
  wanted: string,
  { userId, level }: z.infer<typeof ClaimApproved>,
): Promise<MemberView> {
  authorize(caller.actor, 'approve_claim')
  const space = await getSpace(sql, slug, wanted)
  const grant: Grant = { level, proof: 'staff', address: null }
  return await sql.begin((tx) => takeGrant(tx, caller, space, userId, grant, 'claim_approved'))
}

/** The challenge of a nonce; one of another account or delegate stays unused, and unknown here. */
async function challengeFor(
  sql: Sql,
  nonce: string,
  { subject }: Space,
  userId: string,
): Promise<z.infer<typeof Challenge>> {
  return await sql.begin(async (tx) => {
    const challenge = Challenge.parse(await useSecret(tx, 'claim', nonce, userId))
    const { networkId, delegateId } = challenge
    if (networkId === subject.networkId && delegateId === subject.delegateId && challenge.userId === userId)
      return challenge
    throw new AuthError('secret_unknown', 'That nonce was given to another account, or for another delegate.')
  })
}

/** What a signature proves, by its key or, where the owner is a contract, by the contract's own word. */
async function grantFor(
  sql: Sql,
  { network, delegate }: Space,
  challenge: z.infer<typeof Challenge>,
  nonce: string,
  pasted: string,
): Promise<Grant> {
  const { address } = challenge
  const proven = provenGrant(address, delegate)
  const text = claimText(challenge, nonce)
  const signature = signatureIn(pasted)
  const signer = signature === null ? null : await signerOf(text, signature)
  if (signer === address) return proven
  if (signature !== null && address === delegate.owner) {
    const question = contractQuestion(address, text, signature)
    const answers = await contractAnswers(sql, network, question)
    const verdict = verdictOf(answers.map(({ answer }) => (answer === null ? null : agrees(answer))))
    if (verdict === 'yes') return { ...proven, proof: 'contract' }
    // A signature that no key can have made is a contract's: not hearing from it proves nothing against it.
    if (verdict === 'not_answered' && signer === null)
      throw new DelegateError(
        'contract_not_answered',
        `Too few endpoints said what the contract ${address} answers.`,
      )
  }
  const by = signer === null ? 'It' : `The key of ${signer}`
  throw new DelegateError('wrong_key', `${by} did not sign this text for ${address}.`)
}

function provenGrant(asked: string, delegate: Space['delegate']): Grant & { readonly address: string } {
  const grant = provenBy(addressMeant(asked) ?? asked, delegate)
  if (grant !== null) return grant
  const { owner, operator } = delegate
  throw new DelegateError(
    'not_of_delegate',
    `${asked} is neither the owner (${owner}) nor the operator (${operator}) of ${delegate.name ?? delegate.id}.`,
  )
}
