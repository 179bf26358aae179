import type { NextSetView } from '#lib/epochs/schema.ts'

type Seated = { readonly seat: number | null; readonly operator: string; readonly name: string | null }

/** Who gets a seat in the next epoch without having one now, and who loses theirs. */
export function nextSetChange(
  delegates: readonly Seated[],
  next: NextSetView,
): { readonly coming: readonly NextSetView['seats'][number][]; readonly going: readonly Seated[] } {
  const seated = new Set(delegates.filter(({ seat }) => seat !== null).map(({ operator }) => operator))
  const drawn = new Set(next.seats.map(({ operator }) => operator))
  return {
    coming: next.seats.filter(({ operator }) => !seated.has(operator)),
    going: delegates.filter(({ seat, operator }) => seat !== null && !drawn.has(operator)),
  }
}
