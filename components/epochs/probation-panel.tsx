import { WhoLink } from '#components/delegates/who-link.tsx'
import { grouped } from '#components/ui/format.ts'
import { Empty } from '#components/ui/notice.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { ProbationReason } from '#lib/epochs/probation-reasons.ts'
import { ProbationMark } from './columns.tsx'

function Why({ unproductiveIn, untilEpoch }: ProbationReason) {
  if (untilEpoch === null) return <>unproductive in an epoch before what is stored here</>
  const epochs = unproductiveIn.map(
    ({ epoch, produced, expected }) => `epoch ${grouped(epoch)} (${produced} of ${expected} blocks)`,
  )
  return (
    <>
      unproductive in {new Intl.ListFormat('en').format(epochs)}; until the end of epoch {grouped(untilEpoch)}{' '}
      if none is added
    </>
  )
}

/** Who was on probation in an epoch, and why. */
export function ProbationPanel({
  network,
  reasons,
}: {
  network: string
  reasons: readonly ProbationReason[]
}) {
  return (
    <Panel title="On probation in this epoch">
      {reasons.length === 0 && <Empty>Nobody: every seat of the epochs before was productive.</Empty>}
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {reasons.map((reason) => (
          <li key={reason.delegate.operator}>
            <WhoLink network={network} who={reason.delegate} /> <ProbationMark row={reason.delegate} />:{' '}
            <Why {...reason} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
