/** One series of a node's height gauge: what it heard a node of that version say last. Up to minutes old. */
export type HeardHeight = {
  readonly address: string
  readonly version: string | null
  readonly height: number
}

const SERIES = /^iotex_node_info_height_gauge\{([^\n}]*)\} (\S+)/gm
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g

/**
 * The series of `iotex_node_info_height_gauge` on a metrics page (Prometheus text format), in its order: the network's
 * nodes by operator address, as one node heard them. A value that is no height is left out.
 * Source: iotex-core nodeinfo/manager.go.
 */
export function heardHeights(page: string): HeardHeight[] {
  const heard: HeardHeight[] = []
  for (const [, labelText = '', valueText = ''] of page.matchAll(SERIES)) {
    const labels = new Map([...labelText.matchAll(LABEL)].map(([, name, value]) => [name, value]))
    const height = Number(valueText)
    const address = labels.get('address')
    if (!address || !Number.isSafeInteger(height) || height < 0) continue
    const version = labels.get('version') ?? ''
    heard.push({ address, version: version === '' || version === 'NoBuildInfo' ? null : version, height })
  }
  return heard
}

/**
 * One height an address. After an upgrade the old version's series stays, frozen, in every node that heard it until
 * that node restarts: of several series the one that rose since `before` counts, else the highest.
 * `before` is the same node's page some time earlier, empty when there is none.
 */
export function nodesHeard(now: readonly HeardHeight[], before: readonly HeardHeight[]): HeardHeight[] {
  const earlier = new Map(before.map((series) => [keyOf(series), series.height]))
  const rose = (series: HeardHeight) => series.height > (earlier.get(keyOf(series)) ?? series.height)
  const best = new Map<string, HeardHeight>()
  for (const series of now) {
    const other = best.get(series.address)
    const wins =
      other === undefined || (rose(series) === rose(other) ? series.height > other.height : rose(series))
    if (wins) best.set(series.address, series)
  }
  return [...best.values()]
}

function keyOf({ address, version }: HeardHeight): string {
  return `${address} ${version}`
}
