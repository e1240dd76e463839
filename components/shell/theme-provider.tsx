'use client'

import { ThemeProvider as NextThemes } from 'next-themes'
import type { ReactNode } from 'react'

interface ThemeProviderProps {
  /** Of this page; without it the content security policy stops the script that sets the theme before painting. */
  readonly nonce: string | null
  readonly children: ReactNode
}

/** Light or dark as the system has it, unless the person chose. */
export function ThemeProvider({ nonce, children }: ThemeProviderProps) {
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
