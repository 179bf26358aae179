'use client'

import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import type { Direction } from './sort-rows.ts'

type Chosen = {
  readonly sort: string | null
  readonly dir: string | null
  readonly q: string | null
  readonly show: string | null
}

/** How a list is sorted and filtered; mirrored in the address, so that it can be sent to somebody. */
export type ListState = {
  readonly sort: string | null
  readonly direction: Direction
  readonly text: string
  readonly show: string | null
  readonly change: (changes: Partial<Chosen>) => void
}

const NAMES = ['sort', 'dir', 'q', 'show'] as const

/** `list` tells two lists of one page apart. Held here too, since typing must not wait for the address to follow. */
export function useListState(list: string): ListState {
  const params = useSearchParams()
  const named = (name: string) => (list === '' ? name : `${list}-${name}`)
  const [chosen, setChosen] = useState<Chosen>(() => ({
    sort: params.get(named('sort')),
    dir: params.get(named('dir')),
    q: params.get(named('q')),
    show: params.get(named('show')),
  }))
  function change(changes: Partial<Chosen>): void {
    const next = { ...chosen, ...changes }
    setChosen(next)
    const address = new URL(window.location.href)
    for (const name of NAMES) {
      const value = next[name]
      address.searchParams.delete(named(name))
      if (value !== null && value !== '') address.searchParams.set(named(name), value)
    }
    window.history.replaceState(null, '', address)
  }
  const direction = chosen.dir === 'desc' ? 'desc' : 'asc'
  return { sort: chosen.sort, direction, text: chosen.q ?? '', show: chosen.show, change }
}
