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
  if (button)
    void copy(button, String(JSON.parse(button.dataset['copy'] ?? '""')), button.dataset['copyOf'] ?? 'text')
}

async function copy(button: HTMLElement, text: string, of: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast.success(`Copied the ${of}`)
    button.dataset['copied'] = ''
    setTimeout(() => delete button.dataset['copied'], confirmedForMs)
  } catch {
    toast.error(`The browser did not let the ${of} be copied`)
  }
}
