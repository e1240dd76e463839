'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { RoleSelect } from '#components/access/role-select.tsx'
import { type ConfirmAction, useConfirmed } from '#components/access/use-confirmed.tsx'
import { Button } from '#components/ui/button.tsx'
import { Label } from '#components/ui/label.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { Role } from '#lib/access/roles.ts'

export type ChangeRoleAction = (input: {
  readonly id: string
  readonly role: Role
}) => Promise<ActionResult<void>>

interface ChangeRoleProps {
  readonly person: { readonly id: string; readonly name: string; readonly role: Role }
  readonly own: boolean
  readonly changeRole: ChangeRoleAction
  readonly confirmPassword: ConfirmAction
}

/** The role of a person, and a button once another is chosen. */
export function ChangeRole({ person, own, changeRole, confirmPassword }: ChangeRoleProps) {
  const router = useRouter()
  const confirmed = useConfirmed(confirmPassword)
  const [role, setRole] = useState(person.role)
  const [pending, setPending] = useState(false)
  if (own) {
    return (
      <p className="text-[13px]">
        Role <span className="font-medium capitalize">{person.role}</span>.{' '}
        <span className="text-muted-foreground">Another administrator can change yours.</span>
      </p>
    )
  }

  async function change() {
    setPending(true)
    const result = await confirmed.call(() => changeRole({ id: person.id, role }))
    setPending(false)
    if (!result.ok) {
      toast.error('The role was not changed', { description: result.problem.message })
      return
    }
    toast.success(`${person.name} has the role ${role}`)
    router.refresh()
  }

  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="flex w-72 max-w-full flex-col gap-1.5">
        <Label htmlFor="role">Role</Label>
        <RoleSelect id="role" value={role} onChange={setRole} />
      </div>
      <Button disabled={pending || role === person.role} onClick={() => void change()}>
        Change the role
      </Button>
      {confirmed.dialog}
    </div>
  )
}
