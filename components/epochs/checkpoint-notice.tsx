import { StateMark } from '#components/ui/state-mark.tsx'
import type { EpochSummaryView } from '#lib/epochs/schema.ts'

/** Says which endpoints gave the lists of an epoch that no verified block carried. */
export function CheckpointNotice({ checkpoint }: Pick<EpochSummaryView, 'checkpoint'>) {
  if (checkpoint === null) return null
  const { endpoints, agreed } = checkpoint
  const names = new Intl.ListFormat('en').format(endpoints)
  return (
    <p style={{ margin: 0 }}>
      <StateMark shape={agreed ? 'up' : 'behind'} tone={agreed ? 'quiet' : 'warn'} word="Checkpoint" />:
      following began here, so the lists of this epoch come from no verified block but were given by{' '}
      {agreed ? `${names}, which agreed` : `${names} alone`}.
    </p>
  )
}
