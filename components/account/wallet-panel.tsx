'use client'

import { Button } from '@mantine/core'
import { sendJson } from '#components/query/get-json.ts'
import { useDeed } from '#components/query/use-deed.ts'
import { Fault } from '#components/ui/fault.tsx'
import { useInBrowser } from '#components/ui/now.tsx'
import { Panel } from '#components/ui/panel.tsx'
import rows from '#components/ui/rows.module.css'
import { NonceView } from '#lib/auth/schema.ts'
import { signInByWallet } from './next-auth.ts'
import { useWelcome } from './use-welcome.ts'
import { askAddress, askChain, askSignature, walletOf, walletWords } from './wallet.ts'

/** Asks for the message to sign; on the wallet's chain where that is followed here, else on one that is. */
async function messageFor(address: string, chainId: number | null): Promise<string> {
  const first = await sendJson('POST', '/sign-in/nonce', { address }, NonceView)
  if (chainId === null || !first.chainIds.includes(chainId) || first.chainIds[0] === chainId)
    return first.message ?? ''
  return (await sendJson('POST', '/sign-in/nonce', { address, chainId }, NonceView)).message ?? ''
}

/** Signs in with the wallet of this browser. */
export function WalletPanel({ next }: { next: string }) {
  const inBrowser = useInBrowser()
  const welcome = useWelcome(next)
  const sign = useDeed(async () => {
    const wallet = walletOf()
    if (wallet === null) throw new Error('This browser has no wallet.')
    const address = await askAddress(wallet)
    const message = await messageFor(address, await askChain(wallet))
    await signInByWallet(message, await askSignature(wallet, address, message))
    await welcome()
  })
  const hasWallet = inBrowser && walletOf() !== null
  return (
    <Panel title="Wallet">
      <p className={rows.text}>
        Your wallet signs a message that names this site. It costs nothing, moves nothing and sends nothing to
        a chain.
      </p>
      <Button onClick={() => sign.mutate()} loading={sign.isPending} disabled={!hasWallet}>
        Sign in with the wallet
      </Button>
      {inBrowser && !hasWallet && (
        <p className={rows.text}>This browser has no wallet: sign elsewhere and paste the signature below.</p>
      )}
      <Fault error={sign.error === null ? null : walletWords(sign.error)} />
    </Panel>
  )
}
