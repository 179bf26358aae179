'use client'

import { BarChart } from '@mantine/charts'

/** One bar: what a delegate produced in an epoch, in whole percent of what was expected. */
export type ProductionBar = {
  readonly label: string
  readonly percent: number
  readonly produced: number
  readonly expected: number
}

/** Round numbers from 0 to at least the highest value. */
function ticksTo(highest: number): number[] {
  const step = highest > 250 ? 100 : highest > 120 ? 50 : 25
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step)
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
  const ticks = ticksTo(Math.max(100, ...bars.map(({ percent }) => percent)))
  return (
    <div role="img" aria-label={label} style={{ marginBottom: 14 }}>
      <BarChart
        h={220}
        data={bars.map((bar) => ({ ...bar }))}
        dataKey="label"
        series={[{ name: 'percent', label: 'Produced of expected, %', color: 'var(--rc-good)' }]}
        getBarColor={(value) => (value < thresholdPercent ? 'var(--rc-bad)' : 'var(--rc-good)')}
        maxBarWidth={34}
        barProps={{ isAnimationActive: false }}
        xAxisProps={{ interval: 'preserveStartEnd' }}
        yAxisProps={{ domain: [0, ticks.at(-1) ?? 100], ticks, width: 52 }}
        valueFormatter={(value) => `${value} %`}
        tooltipAnimationDuration={0}
        referenceLines={[
          {
            y: thresholdPercent,
            color: 'var(--rc-text)',
            label: `${thresholdPercent} %`,
            labelPosition: 'insideTopRight',
          },
        ]}
      />
    </div>
  )
}
