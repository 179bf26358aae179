import { z } from 'zod'

const ShownParams = z.looseObject({
  productivityThresholdPercent: z.number(),
  probationEpochs: z.int(),
  candidateSeats: z.int(),
})

/** The few parameters of a network that pages put into words, out of `NetworkView.params`. */
export type ShownParams = Readonly<z.infer<typeof ShownParams>>

/** Throws a ZodError for params that are none: ours wrote them. */
export function shownParams(params: unknown): ShownParams {
  return ShownParams.parse(params)
}
