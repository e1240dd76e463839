'use client'

import { useSyncExternalStore } from 'react'

const everyMs = 1_000

/** This browser's clock to the second, in ms; null while the page comes from the server. */
export function useNow(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / everyMs) * everyMs,
    () => null,
  )
}

function subscribe(tick: () => void): () => void {
  const timer = setInterval(tick, everyMs)
  return () => clearInterval(timer)
}
