import type { Metadata } from 'next'
import { Epoch } from '#components/epochs/epoch.tsx'
import {
  epochQueryOptions,
  epochSlotsQueryOptions,
  MOST_MISSED,
  missedSlotsQueryOptions,
} from '#components/epochs/queries.ts'
import { Seeded, seed } from '#components/query/seeded.tsx'
import { missedSlotPage } from '#lib/blocks/missed-slots.service.ts'
import { epochSlotsView } from '#lib/board/epoch-slots.service.ts'
import { database } from '#lib/db/client.ts'
import { epochPage, epochView } from '#lib/epochs/epochs.service.ts'
import { probationReasons } from '#lib/epochs/probation-reasons.ts'
import { writeCursor } from '#lib/http/cursor.ts'
import { networkView } from '#lib/networks/networks.service.ts'
import { shownParams } from '#lib/networks/shown-params.ts'
import { found } from '../../../../found.ts'

type Params = Promise<{ network: string; epoch: string }>

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: `Epoch ${(await params).epoch}` }
}

export default async function EpochPage({ params }: { params: Params }) {
  const path = await params
  const [slug, number, sql] = [path.network, Number(path.epoch), database()]
  const [network, epoch, slots, missed] = await found(() =>
    Promise.all([
      networkView(sql, slug),
      epochView(sql, slug, number),
      epochSlotsView(sql, slug, number),
      missedSlotPage(sql, slug, number, { limit: MOST_MISSED, cursor: null }),
    ]),
  )
  const shown = shownParams(network.params)
  const window = { limit: shown.probationEpochs, cursor: writeCursor('epochs', [number]) }
  const { items: before } = await epochPage(sql, slug, window)
  return (
    <Seeded
      seeds={[
        seed(epochQueryOptions(slug, number), epoch),
        seed(epochSlotsQueryOptions(slug, number), slots),
        seed(missedSlotsQueryOptions(slug, number), missed.items),
      ]}
    >
      <Epoch
        network={slug}
        epoch={number}
        isOldest={before.length === 0}
        isNewest={network.epoch === null || number >= network.epoch}
        probation={probationReasons(epoch, before, shown.probationEpochs)}
        params={shown}
      />
    </Seeded>
  )
}
