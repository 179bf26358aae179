'use client'

import { Anchor, createTheme, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'

const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif'
const MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'

const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    // Text first, then lines, boxes and the page, all with the tint of globals.css.
    dark: [
      '#e6e9ed',
      '#c3cad3',
      '#9aa4b0',
      '#7b8592',
      '#2a3038',
      '#232a32',
      '#1a1f26',
      '#0d1014',
      '#0a0d10',
      '#07090b',
    ],
    accent: [
      '#eaf3ff',
      '#d3e5fb',
      '#a6c9f5',
      '#78aef0',
      '#5b9dee',
      '#3f86dc',
      '#2a70c7',
      '#1a5fb4',
      '#124a90',
      '#0b376d',
    ],
  },
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  defaultRadius: 'sm',
  focusRing: 'auto',
  components: { Anchor: Anchor.extend({ defaultProps: { inherit: true, underline: 'always' } }) },
})

/** Theme of every page: one accent, system fonts, the system's scheme until the viewer chooses. */
export function Look({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  )
}
