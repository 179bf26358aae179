'use client'

import { BarChart } from '@mantine/charts'

/** One bar: what a delegate produced in an epoch, in whole percent of what was expected. */
export type ProductionBar = {
  readonly label: string
  readonly percent: number
  readonly produced: number
  readonly expected: number
}

/** Produced of expected with the threshold under which an epoch counts as unproductive. */
export function ProductionChart({
  bars,
  thresholdPercent,
  label,
}: {
  bars: readonly ProductionBar[]
  thresholdPercent: number
  label: string
}) {
  const highest = Math.max(100, ...bars.map(({ percent }) => percent))
  return (
    <div role="img" aria-label={label}>
      <BarChart
        h={220}
        data={bars.map((bar) => ({ ...bar }))}
        dataKey="label"
        series={[{ name: 'percent', label: 'Produced of expected, %', color: 'var(--rc-good)' }]}
        getBarColor={(value) => (value < thresholdPercent ? 'var(--rc-bad)' : 'var(--rc-good)')}
        maxBarWidth={34}
        barProps={{ isAnimationActive: false }}
        xAxisProps={{ interval: 'preserveStartEnd' }}
        yAxisProps={{ domain: [0, Math.ceil(highest / 20) * 20], width: 44, allowDecimals: false }}
        valueFormatter={(value) => `${value} %`}
        unit=" %"
        tooltipAnimationDuration={0}
        referenceLines={[
          { y: thresholdPercent, color: 'var(--rc-text)', label: `${thresholdPercent} %`, labelPosition: 'insideTopRight' },
        ]}
      />
    </div>
  )
}
