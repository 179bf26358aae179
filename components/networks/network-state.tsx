import { StateMark } from '#components/ui/state-mark.tsx'
import type { NetworkState } from '#lib/networks/schema.ts'
import { STATE_WORD } from './state-word.ts'

export function NetworkStateMark({ state }: { state: NetworkState }) {
  return <StateMark {...STATE_WORD[state]} />
}
