import { grouped, shortened } from '#components/ui/format.ts'
import { Instant } from '#components/ui/instant.tsx'
import rows from '#components/ui/rows.module.css'
import type { AuditEntryView } from '#lib/audit/schema.ts'

/** One entry: who, what, on what, and what changed. */
export function AuditEntry({ entry }: { entry: AuditEntryView }) {
  const { seq, at, actor, action, subject, network, delegateId, before, after, address, hash } = entry
  const place = [network, delegateId === null ? null : shortened(delegateId)].filter((one) => one !== null)
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <b>{action.replaceAll('_', ' ')}</b> by {actor.name ?? `${actor.kind} ${shortened(actor.id)}`}
        <div className={rows.dim}>
          on {subject.kind} <span title={subject.id}>{shortened(subject.id, 24, 6)}</span>
          {place.length > 0 && ` of ${place.join(', ')}`}
          {address !== null && `, from ${address}`}
        </div>
        {(before !== null || after !== null) && (
          <details>
            <summary>What changed</summary>
            <Change word="before" value={before} />
            <Change word="after" value={after} />
          </details>
        )}
      </div>
      <div className={rows.dim}>
        <Instant at={at} /> · {grouped(seq)} · <code title={hash}>{hash.slice(0, 8)}</code>
      </div>
    </li>
  )
}

function Change({ word, value }: { word: string; value: AuditEntryView['before'] }) {
  if (value === null) return null
  return (
    <pre className={rows.code}>
      {word} {JSON.stringify(value, null, 2)}
    </pre>
  )
}
