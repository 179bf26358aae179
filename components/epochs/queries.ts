import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson } from '#components/query/get-json.ts'
import { MissedSlotView } from '#lib/blocks/schema.ts'
import { EpochSlotsView } from '#lib/board/schema.ts'
import { EpochView } from '#lib/epochs/schema.ts'

const PAGE = 200
/** More missed slots than this are one long halt: its first rows tell it. */
export const MOST_MISSED = 1000

const MissedPage = z.object({ items: z.array(MissedSlotView), nextCursor: z.string().nullable() })

const EpochPage = z.object({ items: z.array(EpochView).readonly(), nextCursor: z.string().nullable() })

/** A page of epochs, newest first; null = the newest. */
export function epochsQueryOptions(network: string, cursor: string | null) {
  const after = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
  return queryOptions({
    queryKey: ['epochs', network, cursor],
    queryFn: async ({ signal }) => await getJson(`/networks/${network}/epochs${after}`, EpochPage, signal),
    meta: { changes: { network, on: cursor === null ? ['block', 'epoch', 'pause'] : ['pause'] } },
  })
}

export function epochQueryOptions(network: string, epoch: number) {
  return queryOptions({
    queryKey: ['epoch', network, epoch],
    queryFn: async ({ signal }) => await getJson(`/networks/${network}/epochs/${epoch}`, EpochView, signal),
    meta: { changes: { network, on: ['block', 'epoch', 'pause'] } },
  })
}

export function epochSlotsQueryOptions(network: string, epoch: number) {
  return queryOptions({
    queryKey: ['epoch-slots', network, epoch],
    queryFn: async ({ signal }) =>
      await getJson(`/networks/${network}/epochs/${epoch}/slots`, EpochSlotsView, signal),
    meta: { changes: { network, on: ['block', 'state', 'epoch', 'pause'] } },
  })
}

/** The first `MOST_MISSED` missed slots of an epoch, page after page. */
export function missedSlotsQueryOptions(network: string, epoch: number) {
  return queryOptions({
    queryKey: ['missed-slots', network, epoch],
    queryFn: async ({ signal }): Promise<readonly MissedSlotView[]> => {
      const found: MissedSlotView[] = []
      let cursor: string | null = ''
      while (cursor !== null && found.length < MOST_MISSED) {
        const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
        const path = `/networks/${network}/epochs/${epoch}/missed-slots?limit=${PAGE}${after}`
        const page: z.infer<typeof MissedPage> = await getJson(path, MissedPage, signal)
        found.push(...page.items)
        cursor = page.nextCursor
      }
      return found
    },
    meta: { changes: { network, on: ['block', 'state', 'epoch', 'pause'] } },
  })
}
