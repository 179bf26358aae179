import { z } from 'zod'
import type { NetworkClock } from '#lib/clock.ts'
import { bodyJson, type ControlAnswer, ControlRefusal, type ControlRoutes } from './control.ts'
import { FaultRequest, LIES, VARIANTS } from './faults/fault.ts'
import type { FaultBoard } from './faults/fault-board.ts'

const HELP = {
  'GET /clock': 'how the network’s time runs: anchorWallMs, anchorNetworkMs, speed, endsAtMs, endHeight',
  'GET /network': 'network.json of the recording',
  'GET /faults': 'the faults in force',
  'POST /faults': {
    body: {
      node: 'index of an endpoint, or "all"',
      fault: 'one of faults',
      'ms, lie, height, variant': 'as it needs',
    },
    faults: {
      stop: 'refuses connections',
      slow: 'holds every answer back by ms',
      freeze: 'stays at its present tip',
      wrong_network: 'is of another genesis',
      tls_expired: 'speaks TLS with an expired certificate',
      tls_self_signed: 'speaks TLS with a certificate of its own',
      html: 'is a web server',
      hang: 'takes connections and never answers',
      flood: 'answers with 1 GB',
      lie: 'tells the block at height otherwise; fork: every block from height on',
    },
    lies: LIES,
    variants: VARIANTS,
  },
  'DELETE /faults/{id}': 'ends a fault; id "all" ends every one',
}

/** The control port of a replay. */
export function replayControl(clock: NetworkClock, networkJson: unknown, board: FaultBoard): ControlRoutes {
  return async ({ call, body }) => {
    if (call === 'GET /') return ok(HELP)
    if (call === 'GET /clock') return ok(clock)
    if (call === 'GET /network') return ok(networkJson)
    if (call === 'GET /faults') return ok({ items: board.list() })
    if (call === 'POST /faults') return addFault(body, board)
    const removed = /^DELETE \/faults\/(\d+|all)$/.exec(call)?.[1]
    if (removed === 'all') await board.clear()
    else if (removed === undefined || !(await board.remove(Number(removed)))) return undefined
    return ok({ items: board.list() })
  }
}

function ok(value: unknown): ControlAnswer {
  return { status: 200, value }
}

async function addFault(body: string, board: FaultBoard): Promise<ControlAnswer> {
  const request = FaultRequest.safeParse(bodyJson(body))
  if (!request.success) throw new ControlRefusal(400, z.prettifyError(request.error))
  const why = board.refusal(request.data)
  if (why !== null) throw new ControlRefusal(400, why)
  return { status: 201, value: await board.add(request.data) }
}
