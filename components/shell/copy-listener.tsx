'use client'

import { useEffect } from 'react'
import { toast } from 'sonner'

const confirmedForMs = 1500

/** Copies for every `CopyButton` of the page: one listener instead of a script per cell. */
export function CopyListener() {
  useEffect(() => {
    document.addEventListener('click', copyClicked)
    return () => document.removeEventListener('click', copyClicked)
  }, [])
  return null
}

function copyClicked(event: MouseEvent): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null
  if (button) void copy(button, button.dataset['copyOf'] ?? 'text')
}

async function copy(button: HTMLElement, of: string): Promise<void> {
  const { copy: text = '', copyFrom } = button.dataset
  try {
    if (copyFrom === undefined) await navigator.clipboard.writeText(String(JSON.parse(text)))
    // As a promise: some browsers let a page write only within the click, and the desk has yet to answer.
    else await navigator.clipboard.write([new ClipboardItem({ 'text/plain': askFor(copyFrom) })])
    toast.success(`Copied the ${of}`)
    button.dataset['copied'] = ''
    setTimeout(() => delete button.dataset['copied'], confirmedForMs)
  } catch {
    const why = copyFrom === undefined ? '' : ', or the desk did not give it'
    toast.error(`The browser did not let the ${of} be copied${why}`)
  }
}

async function askFor(href: string): Promise<Blob> {
  const response = await fetch(href, { method: 'POST' })
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`)
  return new Blob([await response.arrayBuffer()], { type: 'text/plain' })
}
