import { useSyncExternalStore } from 'react'

const name = 'statusdesk.keys'
const listeners = new Set<() => void>()

/** Whether single keys act. A choice of this browser, on unless switched off. */
export function useKeysOn(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(name) !== 'off',
    () => true,
  )
}

/** Switches single keys on or off. ⌘K and Ctrl-K stay. */
export function setKeysOn(on: boolean): void {
  localStorage.setItem(name, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
