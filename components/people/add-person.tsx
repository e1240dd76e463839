'use client'

import { UserPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { RoleSelect } from '#components/access/role-select.tsx'
import { type ConfirmAction, useConfirmed } from '#components/access/use-confirmed.tsx'
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
import type { ActionResult } from '#lib/access/perform.ts'
import type { Problem } from '#lib/access/problem.ts'
import type { Role } from '#lib/access/roles.ts'
import { LinkShownOnce } from './link-shown-once.tsx'

interface NewPerson {
  readonly name: string
  readonly email: string
  readonly role: Role
}

interface Added {
  readonly email: string
  /** By which they set their password; null where nobody has one. */
  readonly link: { readonly href: string } | null
}

export interface AddPersonProps {
  readonly addPerson: (input: NewPerson) => Promise<ActionResult<Added>>
  readonly confirmPassword: ConfirmAction
  /** What the sign-in service is called where people come in by that alone. */
  readonly onlyBy: string | null
}

const nobody: NewPerson = { name: '', email: '', role: 'support' }

/** A button, the form behind it, and the link that is shown once. */
export function AddPerson({ addPerson, confirmPassword, onlyBy }: AddPersonProps) {
  const router = useRouter()
  const confirmed = useConfirmed(confirmPassword)
  const [open, setOpen] = useState(false)
  const [person, setPerson] = useState(nobody)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [added, setAdded] = useState<Added | null>(null)
  const [pending, setPending] = useState(false)
  const fields = problem?.kind === 'invalid' ? problem.fields : {}

  function close() {
    setOpen(false)
    setPerson(nobody)
    setProblem(null)
    setAdded(null)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await confirmed.call(() => addPerson(person))
    setPending(false)
    if (!result.ok) return setProblem(result.problem)
    if (result.data.link) setAdded(result.data)
    else {
      toast.success(`${result.data.email} can sign in with ${onlyBy}`)
      close()
    }
    router.refresh()
  }

  return (
    <>
      <Dialog open={open} onOpenChange={(now) => (now ? setOpen(true) : close())}>
        <DialogTrigger asChild>
          <Button size="sm">
            <UserPlus /> Add a person
          </Button>
        </DialogTrigger>
        <DialogContent className="sm:max-w-md">
          {added?.link ? (
            <LinkShownOnce title={`${added.email} is added`} href={added.link.href} onClose={close} />
          ) : (
            <>
              <DialogHeader>
                <DialogTitle>Add a person</DialogTitle>
                <DialogDescription>
                  {onlyBy === null
                    ? 'A link is made by which they set their password, and shown to you once.'
                    : `They sign in with ${onlyBy}, by this address the first time.`}
                </DialogDescription>
              </DialogHeader>
              <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
                <Field>
                  <FieldLabel htmlFor="person-name">Name</FieldLabel>
                  <Input
                    id="person-name"
                    autoComplete="off"
                    value={person.name}
                    onChange={({ target }) => setPerson({ ...person, name: target.value })}
                    aria-invalid={'name' in fields}
                    aria-describedby="person-name-problem"
                  />
                  <FieldError id="person-name-problem">{fields['name']}</FieldError>
                </Field>
                <Field>
                  <FieldLabel htmlFor="person-email">E-mail</FieldLabel>
                  <Input
                    id="person-email"
                    type="email"
                    autoComplete="off"
                    value={person.email}
                    onChange={({ target }) => setPerson({ ...person, email: target.value })}
                    aria-invalid={'email' in fields}
                    aria-describedby="person-email-problem"
                  />
                  <FieldError id="person-email-problem">{fields['email']}</FieldError>
                </Field>
                <Field>
                  <FieldLabel htmlFor="person-role">Role</FieldLabel>
                  <RoleSelect
                    id="person-role"
                    value={person.role}
                    onChange={(role) => setPerson({ ...person, role })}
                  />
                </Field>
                {problem !== null && problem.kind !== 'invalid' && (
                  <FieldError role="alert">{problem.message}</FieldError>
                )}
                <DialogFooter>
                  <Button type="button" variant="outline" onClick={close}>
                    Cancel
                  </Button>
                  <Button type="submit" disabled={pending}>
                    Add
                  </Button>
                </DialogFooter>
              </form>
            </>
          )}
        </DialogContent>
      </Dialog>
      {confirmed.dialog}
    </>
  )
}
