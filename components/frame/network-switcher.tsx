'use client'

import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { KIND_WORD } from '#components/networks/kind-word.ts'
import { NetworkStateMark } from '#components/networks/network-state.tsx'
import { networksQueryOptions } from '#components/networks/queries.ts'
import { useNetwork } from '#components/networks/use-network.ts'
import type { NetworkKind } from '#lib/networks/schema.ts'
import styles from './top.module.css'

function KindTag({ kind }: { kind: NetworkKind }) {
  const word = KIND_WORD[kind]
  return word === null ? null : <span className={styles.kind}>{word}</span>
}

/** Which network this is and how it fares; opens the others. */
export function NetworkSwitcher({ network }: { network: string }) {
  const { data = [], refetch } = useQuery(networksQueryOptions(network))
  const { network: current } = useNetwork(network)
  if (current === undefined) return null
  return (
    // The stream tells of this network alone: how the others fare is asked when somebody looks.
    <Menu position="bottom-start" width={320} onOpen={() => void refetch()}>
      <Menu.Target>
        <UnstyledButton className={styles.switcher}>
          <VisuallyHidden>Switch network: </VisuallyHidden>
          <span className={styles.name}>{current.name}</span>
          <KindTag kind={current.kind} />
          <NetworkStateMark state={current.state} />
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {data.map(({ id, name, state, kind }) => (
          <Menu.Item
            key={id}
            component={Link}
            href={`/n/${id}`}
            aria-current={id === network ? 'true' : undefined}
            rightSection={<NetworkStateMark state={state} />}
          >
            {name} <KindTag kind={kind} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
