'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isTyping } from '#components/is-typing.ts'
import { CommandPalette, type PaletteConnection } from './command-palette.tsx'
import { KeysHelp } from './keys-help.tsx'
import { useKeysOn } from '#components/keys-setting.ts'
import { type DestinationId, destinations } from './navigation.ts'

/** After `g`, the next key within this time is a destination. */
const sequenceMs = 1500

interface KeysProps {
  readonly shown: readonly DestinationId[]
  readonly connections: readonly PaletteConnection[]
}

/**
 * The keys of the whole desk, and the two dialogs they open. A page takes part by attributes: `data-search` on
 * its box, `aria-keyshortcuts="r"` on a button. `data-opens="palette"` or `"help"` opens a dialog by click.
 */
export function Keys({ shown, connections }: KeysProps) {
  const router = useRouter()
  const on = useKeysOn()
  const [open, setOpen] = useState<'palette' | 'help' | null>(null)
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY)

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (
      (event.metaKey || event.ctrlKey) &&
      !event.altKey &&
      !event.shiftKey &&
      event.key.toLowerCase() === 'k'
    ) {
      event.preventDefault()
      setOpen((now) => (now === 'palette' ? null : 'palette'))
      return
    }
    if (!on || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
    if (isTyping(event.target) || open !== null) return

    if (event.timeStamp - goPressedAt.current < sequenceMs) {
      goPressedAt.current = Number.NEGATIVE_INFINITY
      const destination = destinations.find(({ key, id }) => key === event.key && shown.includes(id))
      if (destination) {
        event.preventDefault()
        router.push(destination.href)
      }
      return
    }
    if (event.key === 'g') goPressedAt.current = event.timeStamp
    else if (event.key === '?') setOpen('help')
    else if (event.key === '/') focusSearch(event)
    else pressShortcut(event)
  })

  function focusSearch(event: KeyboardEvent) {
    event.preventDefault()
    const box = document.querySelector<HTMLElement>('[data-search]')
    // The desk's box takes the focus when it appears.
    if (box) box.focus()
    else router.push('/')
  }

  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const opener =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-opens]') : null
      const opens = opener?.dataset['opens']
      if (opens === 'palette' || opens === 'help') setOpen(opens)
    }
    const onKeyDown = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('click', onClick)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('click', onClick)
    }
  }, [])

  const close = (stays: boolean) => {
    if (!stays) setOpen(null)
  }
  return (
    <>
      <CommandPalette
        open={open === 'palette'}
        onOpenChange={close}
        shown={shown}
        connections={connections}
        onHelp={() => setOpen('help')}
      />
      <KeysHelp open={open === 'help'} onOpenChange={close} shown={shown} />
    </>
  )
}

function pressShortcut(event: KeyboardEvent): void {
  if (!/^(?:[a-z]|Escape)$/.test(event.key)) return
  // An open drawer is what the person looks at; its buttons come first.
  const drawers = document.querySelectorAll('[role="dialog"][data-state="open"]')
  const within = drawers.item(drawers.length - 1) ?? document
  const button = within.querySelector<HTMLElement>(`[aria-keyshortcuts="${event.key}"]:not(:disabled)`)
  if (!button) return
  event.preventDefault()
  // A tab opens when it gets the focus, not by a click.
  button.focus()
  button.click()
}
