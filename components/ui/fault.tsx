import { AnswerError } from '#components/query/get-json.ts'
import { StateMark } from './state-mark.tsx'

/** Why something that was asked for did not happen, in words; said aloud as it appears. Nothing without an error. */
export function Fault({ error }: { error: unknown }) {
  return (
    <div role="alert">
      {error !== null && error !== undefined && (
        <p style={{ margin: '6px 0', overflowWrap: 'anywhere' }}>
          <StateMark shape="alert" tone="bad" word="Not done" />: {wordsOf(error)}
        </p>
      )}
    </div>
  )
}

function wordsOf(error: unknown): string {
  if (error instanceof AnswerError) return error.message
  if (error instanceof Error && error.name === 'TimeoutError')
    return 'Rollcall did not answer in time. Look whether it was done before you try again.'
  if (error instanceof TypeError) return 'Rollcall could not be reached. Try again.'
  return error instanceof Error ? error.message : String(error)
}
