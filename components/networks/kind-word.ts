import type { NetworkKind } from '#lib/networks/schema.ts'

/** What a network is called beside its name; a real one needs no word. */
export const KIND_WORD: Record<NetworkKind, string | null> = {
  real: null,
  replay: 'replay',
  practice: 'practice',
}
