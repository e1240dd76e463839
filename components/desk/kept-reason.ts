'use client'

import { useSyncExternalStore } from 'react'

const name = 'statusdesk.reason'
const listeners = new Set<() => void>()

/** The reason given last in this tab: it is asked for once per case or ticket, not once per look-up. */
export function useKeptReason(): string {
  return useSyncExternalStore(
    subscribe,
    () => sessionStorage.getItem(name) ?? '',
    () => '',
  )
}

export function keepReason(reason: string): void {
  sessionStorage.setItem(name, reason)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** As it stands now, for a handler. */
export function keptReason(): string {
  return sessionStorage.getItem(name) ?? ''
}
