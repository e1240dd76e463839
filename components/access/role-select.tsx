'use client'

import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#components/ui/select.tsx'
import { isRole, type Role, roles } from '#lib/access/roles.ts'

interface RoleSelectProps {
  readonly id: string
  readonly value: Role
  readonly onChange: (role: Role) => void
}

/** One of the four roles, each with what it is for. Its label names it by `id`. */
export function RoleSelect({ id, value, onChange }: RoleSelectProps) {
  return (
    <Select value={value} onValueChange={(chosen) => isRole(chosen) && onChange(chosen)}>
      <SelectTrigger id={id}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {roles.map((role) => (
          <SelectItem key={role} value={role}>
            <span className="capitalize">{role}</span>
            <span className="text-muted-foreground"> · {purposes[role]}</span>
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}

const purposes: Record<Role, string> = {
  support: 'asks, works cases',
  finance: 'asks in bulk, exports',
  manager: 'asks, audits, approves',
  admin: 'configures, reads nothing',
}
