import type { Ledger } from '../ledger.ts'

/** An answer of the probe port; null = no connection. */
export type ProbeAnswer = { readonly status: number; readonly body: string } | null

/** A block older than this when it commits turns readiness off. Source: iotex-core server/main.go. */
const READY_WITHIN_MS = 10_000

/** The probe port of a node: as it was observed then, or, where nothing was, an honest page of what blocks tell. */
export function probeAnswer(ledger: Ledger, node: number, path: string): ProbeAnswer {
  const seen = ledger.observation(node)
  switch (path) {
    case '/liveness':
      return seen ? answer(seen.liveness) : { status: 200, body: 'OK' }
    case '/readiness':
      return seen ? answer(seen.readiness) : ready(ledger)
    case '/health':
      return seen ? answer(seen.health) : ready(ledger)
    case '/metrics':
      return seen
        ? answer([seen.metricsStatus, seen.metrics])
        : { status: 200, body: metricsPage(ledger, node) }
    default:
      return { status: 404, body: '404 page not found\n' }
  }
}

function answer([status, body]: readonly [number, string]): ProbeAnswer {
  return status === 0 ? null : { status, body }
}

/** Judged only when a block commits, so it stays as it was while none comes. */
function ready(ledger: Ledger): ProbeAnswer {
  const block = ledger.block(ledger.tip())
  const late = block !== undefined && block.committedAtMs - block.atMs > READY_WITHIN_MS
  return late ? { status: 503, body: 'FAIL' } : { status: 200, body: 'OK' }
}

function metricsPage(ledger: Ledger, node: number): string {
  const tip = Math.max(ledger.tip(), 0)
  const operator = ledger.delegates[node]?.operator
  const heartbeat = (source: string, kind: string, value: number) =>
    `iotex_heartbeat_status{source="${source}",status_type="${kind}"} ${value}`
  const relayed = ledger.delegates.map(
    (delegate) => `iotex_node_info_height_gauge{address="${delegate.operator}",version="NoBuildInfo"} ${tip}`,
  )
  return [
    '# TYPE iotex_heartbeat_status gauge',
    heartbeat(String(ledger.params.chainId), 'blockchainHeight', tip),
    heartbeat(String(ledger.params.chainId), 'targetHeight', tip),
    heartbeat('NoBuildInfo', 'packageVersion', 1),
    ...(operator === undefined ? [] : [heartbeat(operator, 'operatorAddress', 1)]),
    '# TYPE iotex_node_info_height_gauge gauge',
    ...relayed,
    '',
  ].join('\n')
}
