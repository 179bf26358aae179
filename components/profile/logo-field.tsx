'use client'

import { Button, FileInput, Group } from '@mantine/core'
import { useState } from 'react'
import { Fault } from '#components/ui/fault.tsx'

/** As data address at most 40,000 characters. */
const BYTES_MAX = 29_000

async function dataAddress(file: File): Promise<string> {
  if (file.size > BYTES_MAX) throw new Error(`${file.name} has ${file.size} bytes; 29,000 at most.`)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const binary = [...bytes].map((byte) => String.fromCharCode(byte)).join('')
  return `data:${file.type};base64,${btoa(binary)}`
}

/** A small picture, kept in the profile itself. */
export function LogoField(props: { logo: string | null; change: (logo: string | null) => void }) {
  const { logo, change } = props
  const [error, setError] = useState<unknown>(null)
  return (
    <>
      <FileInput
        label="Logo"
        description={`PNG, JPEG or WebP, 29 kB at most${logo === null ? '' : '; there is one'}`}
        accept="image/png,image/jpeg,image/webp"
        placeholder={logo === null ? 'Choose a picture' : 'Choose another picture'}
        onChange={(file) => {
          setError(null)
          if (file !== null) dataAddress(file).then(change, setError)
        }}
      />
      {logo !== null && (
        <Group>
          {/* biome-ignore lint/performance/noImgElement: a data address, which nothing needs to optimise */}
          <img src={logo} alt="Logo as it is" width={48} height={48} style={{ objectFit: 'contain' }} />
          <Button size="xs" variant="default" onClick={() => change(null)}>
            Take the logo away
          </Button>
        </Group>
      )}
      <Fault error={error} />
    </>
  )
}
