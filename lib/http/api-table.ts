import type { z } from 'zod'
import { BlockSummaryView, BlockView, MissedSlotView } from '#lib/blocks/schema.ts'
import { BoardView, EpochSlotsView } from '#lib/board/schema.ts'
import { DelegateDetailView, DelegateView } from '#lib/delegates/schema.ts'
import { EpochView, NextSetView } from '#lib/epochs/schema.ts'
import { EndpointView, NetworkView, PauseView } from '#lib/networks/schema.ts'
import { SearchHit } from '#lib/search/schema.ts'

/** One question the API answers; the OpenAPI document and its tests are made from these. */
export type ApiRoute = {
  /** Below /api/v1, path values in braces. */
  readonly path: string
  readonly summary: string
  /** What one answer, or one item of a `list`, looks like; null = no JSON. */
  readonly answer: z.ZodType | null
  readonly list?: true
  /** Refusals beyond those of the query parameters. */
  readonly codes: readonly string[]
}

const NETWORK = '/networks/{network}'

export const API_ROUTES: readonly ApiRoute[] = [
  { path: '/networks', summary: 'The networks followed here', answer: NetworkView, list: true, codes: [] },
  { path: NETWORK, summary: 'One network', answer: NetworkView, codes: [] },
  {
    path: `${NETWORK}/board`,
    summary: 'What the board shows: tip, quorum, open epoch, last slots, candidates, next set',
    answer: BoardView,
    codes: [],
  },
  { path: `${NETWORK}/epochs`, summary: 'Epochs, newest first', answer: EpochView, list: true, codes: [] },
  {
    path: `${NETWORK}/epochs/{epoch}`,
    summary: 'One epoch with its candidates by rank',
    answer: EpochView,
    codes: ['bad_epoch', 'epoch_not_found'],
  },
  {
    path: `${NETWORK}/epochs/{epoch}/missed-slots`,
    summary: 'Missed slots of an epoch, ascending; those of the open height are provisional',
    answer: MissedSlotView,
    list: true,
    codes: ['bad_epoch', 'epoch_not_found'],
  },
  {
    path: `${NETWORK}/epochs/{epoch}/slots`,
    summary: 'What became of every slot of an epoch so far, oldest first',
    answer: EpochSlotsView,
    codes: ['bad_epoch', 'epoch_not_found'],
  },
  {
    path: `${NETWORK}/epochs/next`,
    summary: 'Forecast of the seats of the next epoch',
    answer: NextSetView,
    codes: ['next_set_not_known'],
  },
  {
    path: `${NETWORK}/delegates`,
    summary: 'Delegates by operator',
    answer: DelegateView,
    list: true,
    codes: [],
  },
  {
    path: `${NETWORK}/delegates/{delegate}`,
    summary:
      'One delegate by id, owner, operator (io1 or 0x) or name, with its newest epochs and missed slots',
    answer: DelegateDetailView,
    codes: ['bad_address', 'delegate_not_found'],
  },
  {
    path: `${NETWORK}/blocks`,
    summary: 'Verified blocks, newest first',
    answer: BlockSummaryView,
    list: true,
    codes: [],
  },
  {
    path: `${NETWORK}/blocks/{height}`,
    summary: 'One verified block',
    answer: BlockView,
    codes: ['bad_height', 'height_not_found'],
  },
  {
    path: `${NETWORK}/endpoints`,
    summary: 'Endpoints and their verdicts',
    answer: EndpointView,
    list: true,
    codes: [],
  },
  {
    path: `${NETWORK}/pauses`,
    summary: "Pauses that staff declared, newest first: rounds lost in them are nobody's",
    answer: PauseView,
    list: true,
    codes: [],
  },
  {
    path: `${NETWORK}/search`,
    summary: 'What a height, epoch, address or name means',
    answer: SearchHit,
    list: true,
    codes: ['bad_query', 'bad_address'],
  },
  {
    path: '/stream',
    summary:
      'Server-sent events of the networks named, or of all: event "stale", data {network, what: [...]} says which ' +
      'questions may have another answer: block, state, endpoint, epoch, nodes, pause, networks',
    answer: null,
    codes: ['network_not_found'],
  },
  { path: '/openapi.json', summary: 'This document', answer: null, codes: [] },
]
