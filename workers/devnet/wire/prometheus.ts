/** One family of a metrics page. */
export type MetricFamily = {
  readonly name: string
  readonly type: 'counter' | 'gauge'
  readonly help: string
  /** Labels and value of each series; no labels for the only one. */
  readonly series: readonly (readonly [Readonly<Record<string, string>>, number])[]
}

/** A family with one series and no labels. */
export function single(name: string, type: MetricFamily['type'], help: string, value: number): MetricFamily {
  return { name, type, help, series: [[{}, value]] }
}

/** A family of gauges that differ in one label. */
export function gauges(
  name: string,
  help: string,
  label: string,
  values: Readonly<Record<string, number>>,
): MetricFamily {
  const series = Object.entries(values).map(([key, value]) => [{ [label]: key }, value] as const)
  return { name, type: 'gauge', help, series }
}

/** A page in Prometheus text format: families by name, series by labels, as the Go client writes it. */
export function prometheusText(families: readonly MetricFamily[]): string {
  const inOrder = families
    .filter(({ series }) => series.length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return inOrder
    .map(({ name, type, help, series }) => {
      const lines = series.map(([labels, value]) => `${name}${labelText(labels)} ${value}\n`)
      return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.sort().join('')}`
    })
    .join('')
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
