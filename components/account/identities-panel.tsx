import { Copyable } from '#components/ui/copyable.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import type { Me } from './queries.ts'

const KIND_WORDS = { wallet: 'Wallet', oidc: 'Provider', mail: 'Mail' } as const

/** How somebody signs in; a wallet in both forms. */
export function IdentitiesPanel({ me }: { me: Me }) {
  return (
    <Panel title="How you sign in">
      <ul className={rows.rows} aria-label="How you sign in">
        {me.identities.map(({ kind, subject, hex }) => (
          <li key={`${kind} ${subject}`} className={rows.row}>
            <span className={rows.what}>
              {KIND_WORDS[kind]}:{' '}
              {kind === 'wallet' ? <Copyable text={subject} label="io1 address" whole /> : subject}
              {hex !== null && (
                <>
                  {' '}
                  = <Copyable text={hex} label="0x address" whole />
                </>
              )}
            </span>
          </li>
        ))}
        <li className={rows.row}>
          <span className={rows.what}>
            Number of your account: <Copyable text={me.id} label="number of your account" whole />
          </span>
        </li>
      </ul>
    </Panel>
  )
}
