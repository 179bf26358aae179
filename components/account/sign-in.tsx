'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { Answered } from '#components/ui/answered.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { Page } from '#components/ui/page.tsx'
import { MailPanel } from './mail-panel.tsx'
import { signInWords } from './next-auth.ts'
import { nextPath } from './next-path.ts'
import { PastePanel } from './paste-panel.tsx'
import { ProviderPanel } from './provider-panel.tsx'
import { meQueryOptions } from './queries.ts'
import { SignedInAlready } from './signed-in-already.tsx'
import { WalletPanel } from './wallet-panel.tsx'

/** How do I get in? */
export function SignIn() {
  const params = useSearchParams()
  const next = nextPath(params.get('next'))
  const refusal = params.get('error')
  const me = useQuery(meQueryOptions())
  return (
    <Page sentence={sentenceOf(me.data?.ways)}>
      {refusal !== null && <Fault error={new Error(signInWords(refusal))} />}
      <Answered query={me}>
        {({ user, ways }) =>
          user === null ? (
            <>
              <WalletPanel next={next} />
              {ways.oidc !== null && <ProviderPanel name={ways.oidc} next={next} />}
              {ways.mail && <MailPanel next={next} />}
              <PastePanel next={next} />
            </>
          ) : (
            <SignedInAlready name={user.name} next={next} />
          )
        }
      </Answered>
    </Page>
  )
}

/** Names only the ways that are configured here. */
function sentenceOf(ways: { readonly oidc: string | null; readonly mail: boolean } | undefined): string {
  const others = [...(ways?.mail ? ['a mail link'] : []), ...(ways?.oidc ? [ways.oidc] : [])]
  return `Sign in with ${['a wallet', ...others].join(' or ')}; there are no passwords here.`
}
