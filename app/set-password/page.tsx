import type { Metadata } from 'next'
import { Brand } from '#components/shell/brand.tsx'
import { SetPassword } from './set-password.tsx'

export const metadata: Metadata = { title: 'Set your password' }

/** Opened by a link whose secret only the browser sees. */
export default function SetPasswordPage() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-4 py-10">
      <Brand />
      <SetPassword />
    </main>
  )
}
