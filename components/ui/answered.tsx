'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Fault } from './fault.tsx'
import { Empty } from './notice.tsx'

/** What a question answered; while there is no answer, that it is being asked or why it failed. */
export function Answered<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <Fault error={query.error} />
  return <Empty>Loading …</Empty>
}
