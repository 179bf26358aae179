'use client'

import { Anchor } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { WhoLink } from '#components/delegates/who-link.tsx'
import { MissedSlotsPanel } from '#components/epochs/missed-slots-panel.tsx'
import { useNetwork } from '#components/networks/use-network.ts'
import { Copyable } from '#components/ui/copyable.tsx'
import { grouped } from '#components/ui/format.ts'
import { Age, Instant } from '#components/ui/instant.tsx'
import { Page } from '#components/ui/page.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { StepLinks } from '#components/ui/step-links.tsx'
import type { BlockView } from '#lib/blocks/schema.ts'
import styles from './block.module.css'
import { blockSentence } from './block-sentence.ts'
import { blockQueryOptions } from './queries.ts'

/** Who made this block, and what of it was verified? */
export function Block({ network: id, height }: { network: string; height: number }) {
  const { data: block } = useSuspenseQuery(blockQueryOptions(id, height))
  const { network } = useNetwork(id)
  const root = `/n/${id}/blocks`
  const [first, last] = [network?.followedFrom ?? 1, network?.tip?.height ?? height]
  const steps = (
    <StepLinks
      previous={
        height > first ? { href: `${root}/${height - 1}`, label: `Block ${grouped(height - 1)}` } : null
      }
      next={height < last ? { href: `${root}/${height + 1}`, label: `Block ${grouped(height + 1)}` } : null}
    />
  )
  return (
    <Page sentence={blockSentence(block)} facts={steps}>
      <div className={styles.panels}>
        <HeaderPanel network={id} block={block} />
        <ProofPanel network={id} block={block} />
      </div>
      <MissedSlotsPanel
        network={id}
        slots={block.missed}
        title="Skipped before it"
        empty="No slot was lost at this height."
      />
    </Page>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function HeaderPanel({ network, block }: { network: string; block: BlockView }) {
  return (
    <Panel title="Header">
      <dl className={styles.facts}>
        <Fact name="Height">{grouped(block.height)}</Fact>
        <Fact name="Epoch">
          <Anchor component={Link} href={`/n/${network}/epochs/${block.epoch}`}>
            {grouped(block.epoch)}
          </Anchor>
        </Fact>
        <Fact name="Producer">
          <WhoLink network={network} who={block.producer} />
        </Fact>
        <Fact name="Round">{grouped(block.round)}</Fact>
        <Fact name="Start of its round">
          <Instant at={block.at} /> · <Age at={block.at} />
        </Fact>
        <Fact name="Committed">
          {block.lateRounds === 0 ? 'in its round' : `${grouped(block.lateRounds)} rounds late`}
        </Fact>
        <Fact name="Transactions">{grouped(block.transactions)}</Fact>
        <Fact name="Hash">
          <Copyable text={block.hash} label="hash" whole />
        </Fact>
        <Fact name="Previous hash">
          {block.previousHash === null ? (
            'not stored'
          ) : (
            <Copyable text={block.previousHash} label="previous hash" whole />
          )}
        </Fact>
      </dl>
    </Panel>
  )
}

function ProofPanel({ network, block }: { network: string; block: BlockView }) {
  const { endorsers, seats, quorum } = block
  if (endorsers === null) {
    return (
      <Panel title="What was verified">
        <p className={styles.proof}>
          <StateMark shape="up" tone="good" word="proven" /> by its descendants: hash links lead from a block
          that the quorum signed to this one, and its receipts and transactions match their roots. Its own
          signatures were not checked one by one.
        </p>
      </Panel>
    )
  }
  return (
    <Panel title="What was verified">
      <p className={styles.proof}>
        <StateMark shape="up" tone="good" word={`signed by ${endorsers.length} of ${seats}`} />, receipts
        match: its hash link, the producer's signature, {endorsers.length} commit signatures ({quorum}{' '}
        needed), the receipt root and the transaction root were checked.
      </p>
      <h3 className={styles.small}>Endorsers whose signature was checked</h3>
      <ul className={styles.endorsers}>
        {endorsers.map((who) => (
          <li key={who.operator}>
            <WhoLink network={network} who={who} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
