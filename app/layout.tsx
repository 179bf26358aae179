import '@mantine/core/styles.css'
import '@mantine/charts/styles.css'
import './globals.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { QueryProvider } from '#components/query/provider.tsx'
import { Look } from '#components/ui/look.tsx'

export const metadata: Metadata = { title: { template: '%s · Rollcall', default: 'Rollcall' } }
export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" />
      </head>
      <body>
        <Look>
          <QueryProvider>{children}</QueryProvider>
        </Look>
      </body>
    </html>
  )
}
