'use client'

import { TokensPanel } from '#components/tokens/tokens-panel.tsx'
import { Page } from '#components/ui/page.tsx'
import { ContactsPanel } from './contacts-panel.tsx'
import { DeletePanel } from './delete-panel.tsx'
import { IdentitiesPanel } from './identities-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { SignedIn } from './signed-in.tsx'

/** What does Rollcall know of me, and who is signed in as me? */
export function Account() {
  return (
    <Page sentence="Your account: how you sign in, where you are signed in, and how pages look to you.">
      <SignedIn to="see your account">
        {(me) => (
          <>
            <SettingsPanel me={me} />
            <ContactsPanel me={me} />
            <IdentitiesPanel me={me} />
            <SessionsPanel />
            <TokensPanel />
            <DeletePanel />
          </>
        )}
      </SignedIn>
    </Page>
  )
}
