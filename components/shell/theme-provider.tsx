'use client'

import { ThemeProvider as NextThemes } from 'next-themes'
import { type ReactNode, useState } from 'react'

interface ThemeProviderProps {
  /** Of this page; without it the content security policy stops the script that sets the theme before painting. */
  readonly nonce: string | null
  readonly children: ReactNode
}

/** Light or dark as the system has it, unless the person chose. */
export function ThemeProvider({ nonce: given, children }: ThemeProviderProps) {
  // A refreshed page brings another one, but the document keeps the policy that it was loaded with.
  const [nonce] = useState(given)
  shareNonce(nonce)
  return (
    <NextThemes
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce === null ? {} : { nonce })}
    >
      {children}
    </NextThemes>
  )
}

/** Where the style sheet that holds the page still behind a dialog looks for it (package get-nonce). */
function shareNonce(nonce: string | null) {
  // On the server it would go from one person's page into another's.
  if (nonce !== null && typeof window !== 'undefined') Object.assign(window, { __webpack_nonce__: nonce })
}
