import type { z } from 'zod'
import { BlockSummaryView, BlockView, MissedSlotView } from '#lib/blocks/schema.ts'
import { BoardView, EpochSlotsView } from '#lib/board/schema.ts'
import { DelegateDetailView, DelegateView } from '#lib/delegates/schema.ts'
import { EpochView, NextSetView } from '#lib/epochs/schema.ts'
import { EndpointView, NetworkView, PauseView } from '#lib/networks/schema.ts'
import { SearchHit } from '#lib/search/schema.ts'
import type { ApiRoute, Method } from '../api-route.ts'

const NETWORK = '/networks/{network}'

/** What anybody may read. */
export const CHAIN_ROUTES: readonly ApiRoute[] = [
  { path: '/networks', methods: list('The networks followed here', NetworkView) },
  { path: NETWORK, methods: one('One network', NetworkView) },
  {
    path: `${NETWORK}/board`,
    methods: one(
      'What the board shows: tip, quorum, open epoch, last slots, candidates, next set',
      BoardView,
    ),
  },
  { path: `${NETWORK}/epochs`, methods: list('Epochs, newest first', EpochView) },
  {
    path: `${NETWORK}/epochs/{epoch}`,
    methods: one('One epoch with its candidates by rank', EpochView, ['bad_epoch', 'epoch_not_found']),
  },
  {
    path: `${NETWORK}/epochs/{epoch}/missed-slots`,
    methods: list(
      'Missed slots of an epoch, ascending; those of the open height are provisional',
      MissedSlotView,
      ['bad_epoch', 'epoch_not_found'],
    ),
  },
  {
    path: `${NETWORK}/epochs/{epoch}/slots`,
    methods: one('What became of every slot of an epoch so far, oldest first', EpochSlotsView, [
      'bad_epoch',
      'epoch_not_found',
    ]),
  },
  {
    path: `${NETWORK}/epochs/next`,
    methods: one('Forecast of the seats of the next epoch', NextSetView, ['next_set_not_known']),
  },
  { path: `${NETWORK}/delegates`, methods: list('Delegates by operator', DelegateView) },
  {
    path: `${NETWORK}/delegates/{delegate}`,
    methods: one(
      'One delegate by id, owner, operator (io1 or 0x) or name, with its newest epochs and missed slots',
      DelegateDetailView,
      ['bad_address', 'delegate_not_found'],
    ),
  },
  { path: `${NETWORK}/blocks`, methods: list('Verified blocks, newest first', BlockSummaryView) },
  {
    path: `${NETWORK}/blocks/{height}`,
    methods: one('One verified block', BlockView, ['bad_height', 'height_not_found']),
  },
  { path: `${NETWORK}/endpoints`, methods: list('Endpoints and their verdicts', EndpointView) },
  {
    path: `${NETWORK}/pauses`,
    methods: list("Pauses that staff declared, newest first: rounds lost in them are nobody's", PauseView),
  },
  {
    path: `${NETWORK}/search`,
    methods: list('What a height, epoch, address or name means', SearchHit, ['bad_query', 'bad_address']),
  },
  {
    path: '/stream',
    methods: one(
      'Server-sent events of the networks named, or of all: event "stale", data {network, what: [...]} says which ' +
        'questions may have another answer: block, state, endpoint, epoch, nodes, pause, networks',
      null,
      ['network_not_found'],
    ),
  },
  { path: '/openapi.json', methods: one('This document', null) },
]

function one(summary: string, answer: z.ZodType | null, codes: readonly string[] = []): { GET: Method } {
  return { GET: { summary, permission: 'read_public', answer, codes } }
}

function list(summary: string, item: z.ZodType, codes: readonly string[] = []): { GET: Method } {
  return { GET: { summary, permission: 'read_public', answer: item, list: true, codes } }
}
