'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { useEffect, useSyncExternalStore } from 'react'
import { getPageNonce } from '#components/page-nonce.ts'

const name = 'statusdesk.seen-lookups'
const mostKept = 1_000
const listeners = new Set<() => void>()

/**
 * Dims the rows that were looked at in the drawer, as the browser does with links whose page was. It is a style
 * sheet, so that the rows themselves need no script.
 */
export function SeenRows({ ids }: { readonly ids: readonly string[] }) {
  const [peeked] = useQueryState('peek', parseAsString)
  const seen = useSyncExternalStore(subscribe, readSeen, () => '')
  useEffect(() => {
    if (peeked !== null && isId(peeked)) keepSeen(peeked)
  }, [peeked])
  const dimmed = ids.filter((id) => isId(id) && seen.includes(id))
  if (dimmed.length === 0) return null
  const rows = dimmed.map((id) => `[data-peek="${id}"]`).join()
  return (
    <style nonce={getPageNonce()}>{`:is(${rows}),:is(${rows}) [data-peek-link]{color:var(--visited)}`}</style>
  )
}

function isId(text: string): boolean {
  return /^[0-9a-f-]{36}$/.test(text)
}

function readSeen(): string {
  return localStorage.getItem(name) ?? ''
}

function keepSeen(id: string): void {
  const others = readSeen()
    .split(' ')
    .filter((other) => other !== '' && other !== id)
  localStorage.setItem(name, [...others, id].slice(-mostKept).join(' '))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
