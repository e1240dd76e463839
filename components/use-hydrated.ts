'use client'

import { useSyncExternalStore } from 'react'

/**
 * Whether scripts have taken the page over. What Radix places by style attributes waits for that: no policy of ours lets
 * one act in markup, and they are none once scripts set them.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
}

const subscribeToNothing = () => () => {}
