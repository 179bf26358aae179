'use client'

import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { askAddress, askSignature, walletOf, walletWords } from '#components/account/wallet.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Copyable } from '#components/ui/copyable.tsx'
import { Fault } from '#components/ui/fault.tsx'
import { WallAge } from '#components/ui/instant.tsx'
import { useInBrowser } from '#components/ui/now.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import type { ChallengeView } from '#lib/delegates/people-schema.ts'

type Props = {
  readonly challenge: ChallengeView
  /** Whether a browser wallet is offered; never for the operator key. */
  readonly inWallet: boolean
  readonly isBusy: boolean
  readonly error: unknown
  readonly send: (signature: string) => void
}

/** The text to sign, and where its signature goes in. */
export function SignPanel({ challenge, inWallet, isBusy, error, send }: Props) {
  const [signature, setSignature] = useState('')
  return (
    <Panel title="2. Sign this text as it is">
      <pre className={rows.code} data-text-to-sign>
        {challenge.text}
      </pre>
      <p className={rows.text}>
        It ends <WallAge at={challenge.expiresAt} />. The key of{' '}
        <Copyable text={challenge.address} label="address that signs" /> signs it; nothing is sent to the
        chain.
      </p>
      {inWallet && <WalletButton challenge={challenge} isBusy={isBusy} send={send} />}
      <p className={rows.text}>On the command line, where the key is in ioctl's keystore:</p>
      <Copyable text={challenge.command} label="command that signs" whole />
      <form
        className={rows.form}
        style={{ marginTop: 10 }}
        onSubmit={(event) => {
          event.preventDefault()
          send(signature.trim())
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
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <Button type="submit" loading={isBusy}>
          Claim with this signature
        </Button>
      </form>
      <Fault error={error} />
    </Panel>
  )
}

function WalletButton({ challenge, isBusy, send }: Pick<Props, 'challenge' | 'isBusy' | 'send'>) {
  const inBrowser = useInBrowser()
  const sign = useDeed(async () => {
    const wallet = walletOf()
    if (wallet === null) throw new Error('This browser has no wallet.')
    const address = await askAddress(wallet)
    send(await askSignature(wallet, address, challenge.text))
  })
  if (!inBrowser || walletOf() === null)
    return <p className={rows.text}>This browser has no wallet: sign on the command line.</p>
  return (
    <>
      <Button onClick={() => sign.mutate()} loading={sign.isPending || isBusy}>
        Sign with the wallet
      </Button>
      <Fault error={sign.error === null ? null : walletWords(sign.error)} />
    </>
  )
}
