'use client'

import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { confirmByPasskey } from './use-passkey.ts'

/** For who came by the password alone, has a passkey, and needs two factors. */
export function ProveByPasskey({ next }: { readonly next: string }) {
  const [problem, setProblem] = useState('')
  const [pending, setPending] = useState(false)

  async function prove() {
    setPending(true)
    const result = await confirmByPasskey()
    if (result.ok) return window.location.assign(next)
    setPending(false)
    setProblem(result.problem.message)
  }

  return (
    <div className="flex flex-col gap-3">
      <p className="text-[13px] leading-relaxed text-muted-foreground">
        Your role needs two factors, and the password was one. Is the passkey lost, an administrator can reset
        it.
      </p>
      <Button disabled={pending} onClick={() => void prove()}>
        <Fingerprint aria-hidden /> Use a passkey
      </Button>
      <FieldError role="alert">{problem}</FieldError>
    </div>
  )
}
