'use client'

import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Copyable } from '#components/ui/copyable.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { WallAge } from '#components/ui/instant.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { NonceView } from '#lib/auth/schema.ts'
import { hexForm, ioForm } from './addresses.ts'
import { signInByWallet } from './next-auth.ts'
import { useWelcome } from './use-welcome.ts'

/** `ioctl account sign` takes the bytes as hex. */
function commandFor(message: string, address: string): string {
  const hex = [...new TextEncoder().encode(message)].map((byte) => byte.toString(16).padStart(2, '0'))
  return `ioctl account sign ${hex.join('')} -s ${address}`
}

/** Signs in with a signature that was made elsewhere. */
export function PastePanel({ next }: { next: string }) {
  const [address, setAddress] = useState('')
  const hex = hexForm(address)
  const ask = useDeed(async () => {
    if (hex === null) throw new Error(`"${address.slice(0, 64)}" is no io1 or 0x address; look for a typo.`)
    return await sendJson('POST', '/sign-in/nonce', { address: hex }, NonceView)
  })
  return (
    <Panel title="A signature made elsewhere">
      <form
        className={rows.form}
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate()
        }}
      >
        <TextInput
          label="Your address"
          description={hex === null ? 'io1 or 0x' : `${ioForm(hex)} = ${hex}`}
          required
          value={address}
          onChange={(event) => {
            setAddress(event.currentTarget.value)
            ask.reset()
          }}
        />
        <Button type="submit" variant="default" loading={ask.isPending}>
          Get the message to sign
        </Button>
      </form>
      <Fault error={ask.error} />
      {ask.data !== undefined && hex !== null && <Paste next={next} asked={ask.data} io={ioForm(hex)} />}
    </Panel>
  )
}

function Paste({ next, asked, io }: { next: string; asked: NonceView; io: string }) {
  const [signature, setSignature] = useState('')
  const welcome = useWelcome(next)
  const message = asked.message ?? ''
  const sign = useDeed(async () => {
    const digits = signature.trim().replace(/^0x/i, '')
    await signInByWallet(message, `0x${digits}`)
    await welcome()
  })
  return (
    <>
      <p className={rows.text}>
        Sign this message as it is (EIP-191, "personal message"); it ends <WallAge at={asked.expiresAt} />.{' '}
        <Copyable text={message} label="message to sign" />
      </p>
      <pre className={rows.code}>{message}</pre>
      <p className={rows.text}>With ioctl:</p>
      <Copyable text={commandFor(message, io)} label="command that signs" whole />
      <form
        className={rows.form}
        style={{ marginTop: 10 }}
        onSubmit={(event) => {
          event.preventDefault()
          sign.mutate()
        }}
      >
        <Textarea
          label="Signature"
          description="Hex, with or without 0x. Never a key."
          required
          autosize
          minRows={2}
          value={signature}
          onChange={(event) => setSignature(event.currentTarget.value)}
        />
        <Button type="submit" loading={sign.isPending}>
          Sign in with this signature
        </Button>
      </form>
      <Fault error={sign.error} />
    </>
  )
}
