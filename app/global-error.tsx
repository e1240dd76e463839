'use client'

import './globals.css'
import { ErrorPage, type ErrorPageProps } from '#components/error-page.tsx'

/** Replaces the whole document when its root failed; the theme is not known here. */
export default function GlobalError(props: ErrorPageProps) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Fault · Statusdesk</title>
        <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col justify-center px-4">
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  )
}
