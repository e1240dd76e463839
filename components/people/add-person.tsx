'use client'

import { UserPlus } from 'lucide-react'
import { RoleSelect } from '#components/access/role-select.tsx'
import type { ConfirmAction } from '#components/access/use-confirmed.tsx'
import { DialogForm } from '#components/form/dialog-form.tsx'
import { TextField } from '#components/form/text-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldLabel } from '#components/ui/field.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
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
  return (
    <DialogForm
      button={
        <Button size="sm">
          <UserPlus /> Add a person
        </Button>
      }
      title="Add a person"
      about={
        onlyBy === null
          ? 'A link is made by which they set their password, and shown to you once.'
          : `They sign in with ${onlyBy}, by this address the first time.`
      }
      does="Add"
      blank={nobody}
      act={addPerson}
      confirmPassword={confirmPassword}
      done={({ email }) => `${email} can sign in with ${onlyBy}`}
      renderDone={({ email, link }, { close }) =>
        link && <LinkShownOnce title={`${email} is added`} href={link.href} onClose={close} />
      }
    >
      {({ values: { name, email, role }, change, fields }) => (
        <>
          <TextField
            label="Name"
            value={name}
            onChange={(typed) => change({ name: typed })}
            problem={fields['name']}
          />
          <TextField
            label="E-mail"
            type="email"
            value={email}
            onChange={(typed) => change({ email: typed })}
            problem={fields['email']}
          />
          <Field>
            <FieldLabel htmlFor="person-role">Role</FieldLabel>
            <RoleSelect id="person-role" value={role} onChange={(chosen) => change({ role: chosen })} />
          </Field>
        </>
      )}
    </DialogForm>
  )
}
