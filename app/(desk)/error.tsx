'use client'

import { ErrorPage, type ErrorPageProps } from '#components/error-page.tsx'

export default function DeskError(props: ErrorPageProps) {
  return <ErrorPage {...props} />
}
