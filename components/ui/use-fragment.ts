'use client'

import { useEffect, useState } from 'react'

/**
 * The secret that a link carries after its #, which no server sees; then taken out of the address, so that it stays in
 * no history. Undefined until it was looked for, empty without one. Kept for this tab, so that signing in on the way
 * does not lose it.
 */
export function useFragment(name: string): readonly [secret: string | undefined, forget: () => void] {
  const [secret, setSecret] = useState<string>()
  useEffect(() => {
    const key = `rollcall-${name}`
    const said = window.location.hash.slice(1)
    if (said !== '') {
      sessionStorage.setItem(key, said)
      window.history.replaceState(null, '', window.location.pathname)
    }
    setSecret(sessionStorage.getItem(key) ?? '')
    // A link opened where its page stands already changes the # alone.
    const again = () => window.location.reload()
    window.addEventListener('hashchange', again)
    return () => window.removeEventListener('hashchange', again)
  }, [name])
  return [secret, () => sessionStorage.removeItem(`rollcall-${name}`)]
}
