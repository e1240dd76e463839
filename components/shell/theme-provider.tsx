'use client'

import { ThemeProvider as NextThemes } from 'next-themes'
import { type ReactNode, useState } from 'react'
import { keepPageNonce } from '#components/page-nonce.ts'

interface ThemeProviderProps {
  /** Of this page; without it the content security policy stops the script that sets the theme before painting. */
  readonly nonce: string | null
  readonly children: ReactNode
}

/** Light or dark as the system has it, unless the person chose. */
export function ThemeProvider({ nonce: given, children }: ThemeProviderProps) {
  // A refreshed page brings another one, but the document keeps the policy that it was loaded with.
  const [nonce] = useState(given)
  if (nonce !== null) keepPageNonce(nonce)
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
