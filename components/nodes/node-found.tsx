import { grouped } from '#components/ui/format.ts'
import { WallAge } from '#components/ui/instant.tsx'
import rows from '#components/ui/rows.module.css'
import { StateMark } from '#components/ui/state-mark.tsx'
import { PLACE_FIELDS, type ShownNode } from './schema.ts'

type Found = NonNullable<ShownNode['found']>

const NETWORK_WORDS: Readonly<Record<Found['network'], string>> = {
  same: 'of this network',
  other: 'of another network',
  unknown: 'of a network it does not tell',
}

function saidOf({ network, height, version, ready }: Found): string {
  return [
    NETWORK_WORDS[network],
    height === null ? 'no height told' : `at block ${grouped(height)}`,
    version === null ? 'version not stated' : `version ${version}`,
    ...(ready === null ? [] : [ready ? 'ready' : 'not ready']),
  ].join(', ')
}

/** What a machine's addresses gave when they were last tried. */
export function NodeFound({ node: { found, testedAt, addresses } }: { node: ShownNode }) {
  if (found === null) return <div className={rows.dim}>Not tested since its addresses last changed.</div>
  return (
    <>
      <div className={rows.dim}>
        {saidOf(found)}; tested {testedAt === null ? 'never' : <WallAge at={testedAt} />}
      </div>
      {PLACE_FIELDS.map(({ key, label }) => {
        const finding = found.addresses[key]
        if (finding === undefined) return null
        return (
          <div key={key}>
            {finding.ok ? (
              <StateMark shape="up" tone="good" word="answers" />
            ) : (
              <StateMark shape="down" tone="bad" word="no good" />
            )}{' '}
            {label} {addresses?.[key] ?? ''}: {finding.detail}
          </div>
        )
      })}
    </>
  )
}
