'use client'

import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { NetworkStateMark } from '#components/networks/network-state.tsx'
import { networksQueryOptions } from '#components/networks/queries.ts'
import styles from './top.module.css'

/** Which network this is and how it fares; opens the others. */
export function NetworkSwitcher({ network }: { network: string }) {
  const { data = [] } = useQuery(networksQueryOptions(network))
  const current = data.find(({ id }) => id === network)
  if (current === undefined) return null
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={styles.switcher}>
          <VisuallyHidden>Switch network: </VisuallyHidden>
          <span className={styles.name}>{current.name}</span>
          {current.practice && <span className={styles.replay}>replay</span>}
          <NetworkStateMark state={current.state} />
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {data.map(({ id, name, state }) => (
          <Menu.Item
            key={id}
            component={Link}
            href={`/n/${id}`}
            aria-current={id === network ? 'true' : undefined}
            rightSection={<NetworkStateMark state={state} />}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
