'use client'

import { useEffect } from 'react'
import { formatAge } from '#components/format-time.ts'

const everyMs = 10_000

/** Keeps the ages of a page that stays open true, for all `Time` elements at once. */
export function LiveAges() {
  useEffect(() => {
    const timer = setInterval(refreshAges, everyMs)
    return () => clearInterval(timer)
  }, [])
  return null
}

function refreshAges(): void {
  const now = new Date()
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-age]')) {
    const age = formatAge(new Date(time.dateTime), now)
    // The node stays React's; only its text changes.
    if (time.firstChild && time.firstChild.nodeValue !== age) time.firstChild.nodeValue = age
  }
}
