'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { type ConfirmAction, useConfirmed } from '#components/access/use-confirmed.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import { LinkShownOnce } from './link-shown-once.tsx'

export type ResetPasswordAction = (input: {
  readonly id: string
}) => Promise<ActionResult<{ readonly href: string }>>

interface ResetPasswordProps {
  readonly person: { readonly id: string; readonly name: string }
  readonly resetPassword: ResetPasswordAction
  readonly confirmPassword: ConfirmAction
}

/** Makes a link by which a person sets a new password. */
export function ResetPassword({ person, resetPassword, confirmPassword }: ResetPasswordProps) {
  const confirmed = useConfirmed(confirmPassword)
  const [href, setHref] = useState<string | null>(null)
  const [pending, setPending] = useState(false)

  async function reset() {
    setPending(true)
    const result = await confirmed.call(() => resetPassword({ id: person.id }))
    setPending(false)
    if (result.ok) setHref(result.data.href)
    else toast.error('No link was made', { description: result.problem.message })
  }

  return (
    <section
      aria-labelledby="password"
      className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-dashed px-4 py-3"
    >
      <div className="flex min-w-60 flex-1 flex-col gap-0.5 text-[13px]">
        <h2 id="password" className="font-semibold">
          Password
        </h2>
        <p className="text-muted-foreground">
          Lost, or known to somebody: a link lets them set a new one. It replaces any link made before; using
          it ends their sessions.
        </p>
      </div>
      <Button variant="outline" size="sm" disabled={pending} onClick={() => void reset()}>
        <KeyRound /> Reset password
      </Button>
      <Dialog open={href !== null} onOpenChange={(open) => !open && setHref(null)}>
        <DialogContent className="sm:max-w-md">
          <LinkShownOnce
            title={`A link for ${person.name}`}
            href={href ?? ''}
            onClose={() => setHref(null)}
          />
        </DialogContent>
      </Dialog>
      {confirmed.dialog}
    </section>
  )
}
