/** What a node says of itself on its metrics page; null where it does not say. */
export type SelfMetrics = {
  /** Its keys: one for each operator it produces for; also those of before until it is started again. */
  readonly operators: readonly string[]
  readonly peers: number | null
  /** Its tip, some seconds old. */
  readonly height: number | null
  readonly consensus: { readonly height: number; readonly round: number } | null
  /** Start of its process, Unix ms of its own clock. */
  readonly startedAtMs: number | null
}

const OPERATOR = /^iotex_heartbeat_status\{([^\n}]*\bstatus_type="operatorAddress"[^\n}]*)\} 1$/gm
const SOURCE = /\bsource="([^"]+)"/
const HEIGHT = /^iotex_heartbeat_status\{[^\n}]*\bstatus_type="blockchainHeight"[^\n}]*\} (\S+)$/m
const PEERS = /^iotex_heartbeat_status\{[^\n}]*\bstatus_type="numConnectedPeers"[^\n}]*\} (\S+)$/m

/**
 * Reads a metrics page (Prometheus text format). Heartbeat rows are there only once a node was ready. The height and
 * round that consensus works at come from its own gauges: the heartbeat's rows for them are swapped.
 * Source: iotex-core server/itx/heartbeat.go, consensus/scheme/rolldpos/rolldposctx.go.
 */
export function selfMetrics(page: string): SelfMetrics {
  const operators = [...page.matchAll(OPERATOR)].flatMap(([, labels = '']) => SOURCE.exec(labels)?.[1] ?? [])
  const height = whole(gauge(page, 'iotex_consensus_height'))
  const round = whole(gauge(page, 'iotex_consensus_round'))
  const startedAt = Number(gauge(page, 'process_start_time_seconds') ?? Number.NaN)
  return {
    operators: [...new Set(operators)],
    peers: whole(PEERS.exec(page)?.[1]),
    height: whole(HEIGHT.exec(page)?.[1]),
    consensus: height === null || round === null ? null : { height, round },
    startedAtMs: Number.isFinite(startedAt) && startedAt > 0 ? Math.round(startedAt * 1000) : null,
  }
}

function gauge(page: string, name: string): string | undefined {
  return new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1]
}

/** A count; null for what is none. */
function whole(text: string | undefined): number | null {
  const value = Number(text ?? Number.NaN)
  return Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31 ? value : null
}
