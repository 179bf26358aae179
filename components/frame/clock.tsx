'use client'

import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { KIND_WORD } from '#components/networks/kind-word.ts'
import { useNetworkNow } from '#components/networks/network-clock.tsx'
import { grouped, utc, zoned, zoneName } from '#components/ui/format.ts'
import { useInBrowser } from '#components/ui/now.tsx'
import type { NetworkView } from '#lib/networks/schema.ts'
import styles from './top.module.css'

type Face = { readonly word: string; readonly value: string }

function facesOf(network: NetworkView, nowMs: number, inBrowser: boolean): Face[] {
  const height = network.tip === null ? '–' : grouped(network.tip.height)
  const epoch = network.epoch === null ? '–' : grouped(network.epoch)
  return [
    ...(inBrowser ? [{ word: zoneName(), value: zoned(nowMs).slice(11, 19) }] : []),
    { word: 'UTC', value: utc(nowMs).slice(11, 19) },
    { word: 'height', value: height },
    { word: 'epoch', value: epoch },
  ]
}

/** The network's time in the viewer's zone; a click turns it to UTC, height and epoch. */
export function Clock({ network }: { network: NetworkView }) {
  const [turned, setTurned] = useState(0)
  const nowMs = useNetworkNow()
  const faces = facesOf(network, nowMs, useInBrowser())
  const face = faces[turned % faces.length]
  if (face === undefined) return null
  const kind = KIND_WORD[network.kind]
  const all = [utc(nowMs).slice(0, 10), ...faces.map(({ word, value }) => `${value} ${word}`)].join('\n')
  return (
    <UnstyledButton
      className={styles.clock}
      title={all}
      onClick={() => setTurned((turned + 1) % faces.length)}
    >
      <VisuallyHidden>Turn the clock: </VisuallyHidden>
      <span className={styles.time}>{face.value} </span>
      <span className={styles.word}>
        {face.word}
        {kind !== null && <span className={styles.narrow}> {kind}</span>}
      </span>
    </UnstyledButton>
  )
}
