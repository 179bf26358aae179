'use client'

import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { AnswerError } from '#components/query/get-json.ts'
import { searchQueryOptions } from './queries.ts'

const PAUSE_MS = 120
const LONGEST = 128

function emptyWords(error: Error | null, pending: boolean): string {
  if (error instanceof AnswerError) return error.message
  if (error !== null) return 'The search did not answer; try again.'
  return pending ? 'Searching…' : 'Nothing found. Try a height, an epoch, a name, an io1 or 0x address.'
}

/** Finds a height, an epoch, an address or a name while one types; `/` comes here from anywhere. */
export function SearchBox({ network }: { network: string }) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS)
  const { data: hits = [], error, isPending } = useQuery(searchQueryOptions(network, asked))
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  useHotkeys([['/', () => input.current?.focus()]])
  const [isEntered, setEntered] = useState(false)
  const waiting = asked !== text.trim() || isPending
  const first = hits[0]?.href
  function go(href: string): void {
    setText('')
    setEntered(false)
    combobox.closeDropdown()
    input.current?.blur()
    router.push(href)
  }
  // Enter may come before the answer: it then means the first of what is found.
  useEffect(() => {
    if (isEntered && !waiting && first !== undefined) go(first)
  })
  return (
    <Combobox store={combobox} onOptionSubmit={go}>
      <Combobox.Target>
        <TextInput
          ref={input}
          size="sm"
          type="search"
          aria-label="Search"
          placeholder="Height, epoch, name, io1 or 0x address"
          maxLength={LONGEST}
          leftSection={<IconSearch size={16} />}
          rightSection={text === '' ? <Kbd size="xs">/</Kbd> : null}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setEntered(false)
            combobox.openDropdown()
          }}
          onFocus={() => text !== '' && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') input.current?.blur()
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0) setEntered(text.trim() !== '')
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === ''}>
        <Combobox.Options aria-label="Search results">
          {hits.map(({ kind, label, href }) => (
            <Combobox.Option key={href} value={href}>
              {label} <span style={{ color: 'var(--rc-dim)' }}>{label.startsWith(kind) ? '' : kind}</span>
            </Combobox.Option>
          ))}
          {hits.length === 0 && <Combobox.Empty>{emptyWords(error, waiting)}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
