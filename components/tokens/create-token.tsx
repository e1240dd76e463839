'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { RoleSelect } from '#components/access/role-select.tsx'
import { ShownOnce } from '#components/access/shown-once.tsx'
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
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#components/ui/select.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { Problem } from '#lib/access/problem.ts'
import type { Role } from '#lib/access/roles.ts'

export interface CreateTokenProps {
  readonly createToken: (input: {
    readonly name: string
    readonly role: Role
    readonly expiresAt?: string
  }) => Promise<ActionResult<{ readonly token: string }>>
  readonly confirmPassword: ConfirmAction
}

const lifetimes = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'A year'],
  ['never', 'Until revoked'],
] as const

const dayMs = 86_400_000

/** A button, the form behind it, and the token that is shown once. */
export function CreateToken({ createToken, confirmPassword }: CreateTokenProps) {
  const router = useRouter()
  const confirmed = useConfirmed(confirmPassword)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('support')
  const [days, setDays] = useState<string>('90')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [token, setToken] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const fields = problem?.kind === 'invalid' ? problem.fields : {}

  function close() {
    setOpen(false)
    setName('')
    setProblem(null)
    setToken(null)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const expiry =
      days === 'never' ? {} : { expiresAt: new Date(Date.now() + Number(days) * dayMs).toISOString() }
    const result = await confirmed.call(() => createToken({ name, role, ...expiry }))
    setPending(false)
    if (!result.ok) return setProblem(result.problem)
    setToken(result.data.token)
    router.refresh()
  }

  return (
    <>
      <Dialog open={open} onOpenChange={(now) => (now ? setOpen(true) : close())}>
        <DialogTrigger asChild>
          <Button size="sm">
            <Plus /> Create a token
          </Button>
        </DialogTrigger>
        <DialogContent className="sm:max-w-md">
          {token === null ? (
            <>
              <DialogHeader>
                <DialogTitle>Create a token</DialogTitle>
                <DialogDescription>For one script, so that revoking it stops nothing else.</DialogDescription>
              </DialogHeader>
              <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
                <Field>
                  <FieldLabel htmlFor="token-name">Name</FieldLabel>
                  <Input
                    id="token-name"
                    autoComplete="off"
                    value={name}
                    onChange={({ target }) => setName(target.value)}
                    aria-invalid={'name' in fields}
                    aria-describedby="token-name-problem"
                  />
                  <FieldError id="token-name-problem">{fields['name']}</FieldError>
                </Field>
                <Field>
                  <FieldLabel htmlFor="token-role">Role</FieldLabel>
                  <RoleSelect id="token-role" value={role} onChange={setRole} />
                </Field>
                <Field>
                  <FieldLabel htmlFor="token-days">Valid for</FieldLabel>
                  <Select value={days} onValueChange={setDays}>
                    <SelectTrigger id="token-days">
                      <SelectValue />
                    </SelectTrigger>
                    <SelectContent>
                      {lifetimes.map(([value, label]) => (
                        <SelectItem key={value} value={value}>
                          {label}
                        </SelectItem>
                      ))}
                    </SelectContent>
                  </Select>
                </Field>
                {problem !== null && problem.kind !== 'invalid' && (
                  <FieldError role="alert">{problem.message}</FieldError>
                )}
                <DialogFooter>
                  <Button type="button" variant="outline" onClick={close}>
                    Cancel
                  </Button>
                  <Button type="submit" disabled={pending}>
                    Create
                  </Button>
                </DialogFooter>
              </form>
            </>
          ) : (
            <ShownOnce title={`${name} is ready`} what="token" secret={token} onClose={close} />
          )}
        </DialogContent>
      </Dialog>
      {confirmed.dialog}
    </>
  )
}
