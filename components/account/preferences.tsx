'use client'

import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { showZone } from '#components/ui/format.ts'
import type { Me } from './queries.ts'

/** Makes the page follow what the account says of scheme and time zone; shows nothing. */
export function Preferences({ me: { theme, timeZone } }: { me: Me }) {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (theme !== null) setColorScheme(theme)
  }, [theme, setColorScheme])
  useEffect(() => {
    showZone(timeZone)
  }, [timeZone])
  return null
}
