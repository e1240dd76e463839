'use client'

import { useSyncExternalStore } from 'react'

/** What stands behind the `#` of the page's address; null until the browser has taken over. */
export function useLinkSecret(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => location.hash.slice(1),
    () => null,
  )
}

function subscribe(onChange: () => void) {
  window.addEventListener('hashchange', onChange)
  return () => window.removeEventListener('hashchange', onChange)
}
