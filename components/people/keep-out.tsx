'use client'

import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { AskFirst } from '#components/access/ask-first.tsx'
import { type ConfirmAction, useConfirmed } from '#components/access/use-confirmed.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ActionResult } from '#lib/access/perform.ts'

export type PersonAction = (input: { readonly id: string }) => Promise<ActionResult<void>>

interface KeepOutProps {
  readonly person: { readonly id: string; readonly name: string; readonly disabled: boolean }
  /** How many they made that still work. */
  readonly tokens: number
  readonly disablePerson: PersonAction
  readonly enablePerson: PersonAction
  readonly confirmPassword: ConfirmAction
}

/** Disables a person, or lets them in again. */
export function KeepOut({ person, tokens, disablePerson, enablePerson, confirmPassword }: KeepOutProps) {
  const router = useRouter()
  const confirmed = useConfirmed(confirmPassword)
  const { id, name, disabled } = person

  async function letIn() {
    const result = await confirmed.call(() => enablePerson({ id }))
    if (result.ok) toast.success(`${name} can sign in again`)
    else toast.error('Nothing was changed', { description: result.problem.message })
    router.refresh()
  }

  return (
    <section
      aria-labelledby="access"
      className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-dashed px-4 py-3"
    >
      <div className="flex flex-col gap-0.5 text-[13px]">
        <h2 id="access" className="font-semibold">
          {disabled ? 'Cannot sign in' : 'May sign in'}
        </h2>
        <p className="text-muted-foreground">
          {disabled
            ? 'What they did stays in the record under their name.'
            : 'Disabling ends their sessions at once and keeps them out.'}
        </p>
      </div>
      {disabled ? (
        <Button variant="outline" size="sm" onClick={() => void letIn()}>
          Enable
        </Button>
      ) : (
        <AskFirst
          does="Disable"
          of={name}
          title={`Disable ${name}?`}
          done={`${name} is signed out and kept out`}
          act={() => disablePerson({ id })}
        >
          Their sessions end at once and they cannot sign in until somebody enables them. Nothing they did is
          deleted.{' '}
          {tokens > 0 &&
            `What they made for scripts goes on working, ${tokens === 1 ? 'one token' : `${tokens} tokens`}: see on this page which to revoke.`}
        </AskFirst>
      )}
      {confirmed.dialog}
    </section>
  )
}
