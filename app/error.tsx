'use client'

import { ErrorPage, type ErrorPageProps } from '#components/error-page.tsx'
import { Brand } from '#components/shell/brand.tsx'

/** Where not even the navigation could be made, such as while the database is away. */
export default function RootError(props: ErrorPageProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col justify-center gap-6 px-4">
      <Brand />
      <ErrorPage {...props} />
    </main>
  )
}
