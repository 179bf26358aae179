'use client'

import { Button, Group, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'

/** A button whose deed cannot be undone: it says what will happen, and asks once more. */
export function Confirm({
  label,
  title,
  children,
  act,
  isBusy = false,
  ariaLabel,
}: {
  label: string
  /** The question, such as "Revoke this token?". */
  title: string
  /** What will happen. */
  children: ReactNode
  act: () => void
  isBusy?: boolean
  /** Tells the buttons of a list apart. */
  ariaLabel?: string
}) {
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={isBusy}
        onClick={open}
        {...(ariaLabel === undefined ? {} : { 'aria-label': ariaLabel })}
      >
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
        <div style={{ marginBottom: 16 }}>{children}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            Keep as it is
          </Button>
          <Button
            color="red.9"
            onClick={() => {
              close()
              act()
            }}
          >
            {label}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
