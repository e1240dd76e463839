'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { type MouseEvent, type ReactNode, useEffect, useEffectEvent, useRef, useTransition } from 'react'
import { isTyping } from '#components/is-typing.ts'
import { useKeysOn } from '#components/keys-setting.ts'
import { PeekDrawer } from './peek-drawer.tsx'

interface PeekListProps {
  /** The rows in order, each with its page. */
  readonly rows: readonly { readonly id: string; readonly href: Route }[]
  /** The heading of the drawer. */
  readonly title: string
  /** What the drawer shows of the row that the URL names; made by the page. */
  readonly drawer: ReactNode
  /** A list whose rows carry `data-peek={id}` and hold one link with `data-peek-link`. */
  readonly children: ReactNode
}

/** The row whose page was opened by key, so that coming back gives it the focus. Lives as long as the script. */
let leftFrom: string | null = null

/**
 * A list whose rows can be looked at without leaving it. A click or Space opens the drawer and changes the URL, J
 * and K move, Enter opens the page. Without script, and with a modifier, rows are plain links.
 */
export function PeekList({ rows, title, drawer, children }: PeekListProps) {
  const router = useRouter()
  const on = useKeysOn()
  const list = useRef<HTMLDivElement>(null)
  const lastIndex = useRef(0)
  const [loading, startTransition] = useTransition()
  const [peeked, setPeeked] = useQueryState(
    'peek',
    parseAsString.withOptions({ shallow: false, history: 'replace', scroll: false, startTransition }),
  )
  const index = rows.findIndex(({ id }) => id === peeked)
  const open = (id: string) => {
    lastIndex.current = rows.findIndex((row) => row.id === id)
    void setPeeked(id, { history: peeked === null ? 'push' : 'replace' })
  }
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-peek-link]') ?? [])]

  function onClick(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    if (!(event.target instanceof Element)) return
    const control = event.target.closest('a, button, input, label')
    if (control && !control.matches('[data-peek-link]')) return
    // Text that was just marked is meant to be copied.
    if (!control && String(getSelection()) !== '') return
    const id = event.target.closest<HTMLElement>('[data-peek]')?.dataset['peek']
    if (id === undefined) return
    event.preventDefault()
    // A click that no pointer made is Enter on the row's link.
    if (event.detail === 0) {
      leftFrom = id
      router.push(rows.find((row) => row.id === id)?.href ?? '/')
    } else open(id)
  }

  function move(step: 1 | -1) {
    if (index >= 0) {
      const next = rows[index + step]
      if (next) open(next.id)
      return
    }
    const all = links()
    const focused = all.findIndex((link) => link === document.activeElement)
    all[focused < 0 ? 0 : focused + step]?.focus()
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (
      !on ||
      event.defaultPrevented ||
      event.metaKey ||
      event.ctrlKey ||
      event.altKey ||
      isTyping(event.target)
    )
      return
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-peek-link]') : null
    if (event.key === 'j' || event.key === 'k') {
      event.preventDefault()
      move(event.key === 'j' ? 1 : -1)
    } else if (event.key === ' ' && row) {
      const id = row.closest<HTMLElement>('[data-peek]')?.dataset['peek']
      event.preventDefault()
      if (id !== undefined) open(id)
    }
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  useEffect(() => {
    const at = rows.findIndex(({ id }) => id === leftFrom)
    leftFrom = null
    // Whoever came by a link has the focus there.
    if (at >= 0 && document.activeElement === document.body) links()[at]?.focus()
    // oxlint-disable-next-line react/exhaustive-deps -- only on coming back
  }, [])

  const row = rows[index]
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- each row holds a link; the click only shortens its way */}
      <div ref={list} onClickCapture={onClick} className="min-w-0">
        {children}
      </div>
      <PeekDrawer
        open={peeked !== null}
        title={title}
        place={index < 0 ? null : `${index + 1} of ${rows.length}`}
        href={row?.href ?? null}
        loading={loading}
        onMove={move}
        onPage={() => row && router.push(row.href)}
        onClose={() => {
          // The drawer may have been open when the page came.
          if (index >= 0) lastIndex.current = index
          void setPeeked(null)
        }}
        onClosed={() => links()[lastIndex.current]?.focus()}
      >
        {drawer}
      </PeekDrawer>
    </>
  )
}
