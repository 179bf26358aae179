import { StateMark } from './state-mark.tsx'

/** Says that something was stored; said aloud as it appears. */
export function Saved({ when, word = 'saved' }: { when: boolean; word?: string }) {
  return (
    <div role="status" style={{ marginTop: 6 }}>
      {when && <StateMark shape="up" tone="good" word={word} />}
    </div>
  )
}
