'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { PersonMenu } from '#components/account/person-menu.tsx'
import { useNetwork } from '#components/networks/use-network.ts'
import { SearchBox } from '#components/search/search-box.tsx'
import { Clock } from './clock.tsx'
import styles from './frame.module.css'
import { NetworkSwitcher } from './network-switcher.tsx'
import { PracticeBanner } from './practice-banner.tsx'
import { Rail } from './rail.tsx'
import { SchemeToggle } from './scheme-toggle.tsx'
import { StaleBanner } from './stale-banner.tsx'
import top from './top.module.css'

/** What surrounds every page of a network but the wall. */
export function Frame({ id, children }: { id: string; children: ReactNode }) {
  const { network, answeredAtMs } = useNetwork(id)
  return (
    <>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <div className={styles.frame}>
        <header className={top.top}>
          <Link href={`/n/${id}`} className={top.brand}>
            Rollcall
          </Link>
          <NetworkSwitcher network={id} />
          <div className={top.search}>
            <SearchBox network={id} />
          </div>
          {network !== undefined && <Clock network={network} />}
          <PersonMenu />
          <SchemeToggle />
        </header>
        <Rail network={id} />
        <main id="main" className={styles.main} tabIndex={-1}>
          {network !== undefined && <StaleBanner network={network} answeredAtMs={answeredAtMs} />}
          {network?.kind === 'practice' && <PracticeBanner />}
          {children}
        </main>
      </div>
    </>
  )
}
