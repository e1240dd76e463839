'use client'

import { Plus } from 'lucide-react'
import { RoleSelect } from '#components/access/role-select.tsx'
import { ShownOnce } from '#components/access/shown-once.tsx'
import type { ConfirmAction } from '#components/access/use-confirmed.tsx'
import { DialogForm } from '#components/form/dialog-form.tsx'
import { TextField } from '#components/form/text-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldLabel } from '#components/ui/field.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#components/ui/select.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
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

interface NewToken {
  readonly name: string
  readonly role: Role
  readonly days: string
}

const blank: NewToken = { name: '', role: 'support', days: '90' }

/** A button, the form behind it, and the token that is shown once. */
export function CreateToken({ createToken, confirmPassword }: CreateTokenProps) {
  return (
    <DialogForm
      button={
        <Button size="sm">
          <Plus /> Create a token
        </Button>
      }
      title="Create a token"
      about="For one script, so that revoking it stops nothing else."
      does="Create"
      blank={blank}
      act={({ name, role, days }) => createToken({ name, role, ...expiryIn(days) })}
      confirmPassword={confirmPassword}
      renderDone={({ token }, { values, close }) => (
        <ShownOnce title={`${values.name} is ready`} what="token" secret={token} onClose={close} />
      )}
    >
      {({ values: { name, role, days }, change, fields }) => (
        <>
          <TextField
            label="Name"
            value={name}
            onChange={(typed) => change({ name: typed })}
            problem={fields['name']}
          />
          <Field>
            <FieldLabel htmlFor="token-role">Role</FieldLabel>
            <RoleSelect id="token-role" value={role} onChange={(chosen) => change({ role: chosen })} />
          </Field>
          <Field>
            <FieldLabel htmlFor="token-days">Valid for</FieldLabel>
            <Select value={days} onValueChange={(chosen) => change({ days: chosen })}>
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
        </>
      )}
    </DialogForm>
  )
}

function expiryIn(days: string): { readonly expiresAt?: string } {
  return days === 'never' ? {} : { expiresAt: new Date(Date.now() + Number(days) * dayMs).toISOString() }
}
