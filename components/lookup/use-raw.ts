'use client'

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { useTransition } from 'react'

/** Which exchange of which look-up is open as raw view. Lives in the URL; the server makes the view. */
export interface RawChoice {
  readonly lookupId: string | null
  /** From 1; null for the last. */
  readonly exchange: number | null
  /** The server is making it. */
  readonly loading: boolean
  readonly toggle: (lookupId: string) => void
  readonly show: (exchange: number) => void
  readonly close: () => void
}

export function useRaw(): RawChoice {
  const [loading, startTransition] = useTransition()
  const [{ raw, exchange }, set] = useQueryStates(
    { raw: parseAsString, exchange: parseAsInteger },
    { shallow: false, scroll: false, history: 'replace', startTransition },
  )
  const close = () => void set({ raw: null, exchange: null })
  return {
    lookupId: raw,
    exchange,
    loading,
    toggle: (id) => (id === raw ? close() : void set({ raw: id, exchange: null })),
    show: (n) => void set({ exchange: n }),
    close,
  }
}
