import '@mantine/core/styles.css'
import '@mantine/charts/styles.css'
import './globals.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { QueryProvider } from '#components/query/provider.tsx'
import { Look } from '#components/ui/look.tsx'
import { NONCE_HEADER } from '#lib/http/page-security.ts'

export const metadata: Metadata = { title: { template: '%s · Rollcall', default: 'Rollcall' } }
export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? ''
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <Look>
          <QueryProvider>{children}</QueryProvider>
        </Look>
      </body>
    </html>
  )
}
