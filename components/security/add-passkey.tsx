'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { useConfirmed } from '#components/access/use-confirmed.tsx'
import { callAction } from '#components/desk/call-action.ts'
import { Button } from '#components/ui/button.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '#components/ui/dialog.tsx'
import { Field, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { AddPasskeyActions } from './security-actions.ts'
import { makePasskey } from './use-passkey.ts'

interface AddPasskeyProps {
  readonly actions: AddPasskeyActions
  /** What follows, where it is not this page with one more. */
  readonly onAdded?: () => void
}

/** A button, and the form that names the passkey before the browser makes it. */
export function AddPasskey({ actions, onAdded }: AddPasskeyProps) {
  const id = useId()
  const router = useRouter()
  const confirmed = useConfirmed(actions.confirmPassword)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState('')
  const [pending, setPending] = useState(false)

  async function add() {
    const begun = await confirmed.call(() => actions.beginPasskey({}))
    if (!begun.ok) return begun
    const made = await makePasskey(begun.data)
    return made.ok ? callAction(() => actions.addPasskey({ name, response: made.data })) : made
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await add()
    setPending(false)
    if (!result.ok) return setProblem(result.problem.message)
    setOpen(false)
    setName('')
    setProblem('')
    toast.success(`${name} can sign you in`)
    if (onAdded) onAdded()
    else router.refresh()
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm" className="self-start">
          <Plus /> Add a passkey
        </Button>
      </DialogTrigger>
      <DialogContent className="sm:max-w-sm">
        <DialogHeader>
          <DialogTitle>Add a passkey</DialogTitle>
          <DialogDescription>The browser asks next for a finger, a face, a PIN or a key.</DialogDescription>
        </DialogHeader>
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <Field>
            <FieldLabel htmlFor={id}>What you will call it</FieldLabel>
            <Input
              id={id}
              autoComplete="off"
              placeholder="Work laptop"
              maxLength={60}
              value={name}
              onChange={({ target }) => setName(target.value)}
              aria-describedby={`${id}-problem`}
            />
            <FieldError id={`${id}-problem`} role="alert">
              {problem}
            </FieldError>
          </Field>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button type="submit" disabled={pending || name.trim() === ''}>
              Go on
            </Button>
          </DialogFooter>
        </form>
        {confirmed.dialog}
      </DialogContent>
    </Dialog>
  )
}
