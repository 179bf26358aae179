import { Copyable } from '#components/ui/copyable.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import type { DelegateDetailView } from '#lib/delegates/schema.ts'
import styles from './identity-panel.module.css'

const KINDS = [
  { key: 'id', head: 'Id', hint: 'The first owner: fixed for life' },
  { key: 'owner', head: 'Owner', hint: 'May change the registration' },
  { key: 'operator', head: 'Operator', hint: 'The key that signs blocks' },
  { key: 'reward', head: 'Reward', hint: 'Where rewards go' },
] as const

/** The addresses of a delegate in both forms, each one click to copy. */
export function IdentityPanel({ delegate }: { delegate: DelegateDetailView }) {
  return (
    <Panel title="Identity">
      {delegate.id === null && (
        <p className={styles.unregistered}>
          <StateMark shape="unknown" tone="quiet" word="not registered" />: only its operator is known, from a
          list of candidates.
        </p>
      )}
      <dl className={styles.list}>
        {KINDS.map(({ key, head, hint }) => {
          const [io, hex] = [delegate[key], delegate.hex[key]]
          return (
            <div key={key} className={styles.row}>
              <dt title={hint}>{head}</dt>
              <dd>
                {io === null ? (
                  'not known'
                ) : (
                  <Copyable text={io} label={`${head.toLowerCase()} as io1`} whole />
                )}
              </dd>
              <dd>{hex !== null && <Copyable text={hex} label={`${head.toLowerCase()} as 0x`} whole />}</dd>
            </div>
          )
        })}
      </dl>
    </Panel>
  )
}
