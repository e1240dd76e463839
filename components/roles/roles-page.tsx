import { Check, Minus } from 'lucide-react'
import { PageHeader } from '#components/page-header.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { listCapabilities, lookupRowsByRole } from '#lib/access/capabilities.ts'
import { roles } from '#lib/access/roles.ts'
import { capabilityWords } from './capability-words.ts'

/** Who may do what, from the one place that decides it. */
export function RolesPage({ actor }: { readonly actor: Actor }) {
  return (
    <>
      <PageHeader
        title="Who may do what"
        description="No role both configures the desk and reads what players did. Every refusal is recorded."
      />
      <div className="rounded-xl border bg-card shadow-xs">
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead scope="col">Capability</TableHead>
              {roles.map((role) => (
                <TableHead
                  key={role}
                  scope="col"
                  className="w-24 text-center capitalize max-sm:w-12 max-sm:px-1"
                >
                  {role}
                  {role === actor.role && <span className="block font-normal normal-case">yours</span>}
                </TableHead>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {listCapabilities().map(({ capability, roles: having }) => (
              <TableRow key={capability}>
                <TableHead scope="row" className="h-auto py-2 whitespace-normal text-foreground">
                  <span className="block text-[13px]">{capabilityWords[capability]}</span>
                  <code className="font-mono text-[11px] font-normal [overflow-wrap:anywhere] text-muted-foreground">
                    {capability}
                  </code>
                </TableHead>
                {roles.map((role) => (
                  <TableCell key={role} className="text-center max-sm:px-1">
                    <Mark has={having.includes(role)} />
                  </TableCell>
                ))}
              </TableRow>
            ))}
            <TableRow>
              <TableHead scope="row" className="h-auto py-2 whitespace-normal text-foreground">
                <span className="block text-[13px]">Most questions in one request</span>
              </TableHead>
              {roles.map((role) => (
                <TableCell key={role} className="text-center tabular-nums max-sm:px-1">
                  {lookupRowsByRole[role] === 0 ? (
                    <Mark has={false} />
                  ) : (
                    lookupRowsByRole[role].toLocaleString('en')
                  )}
                </TableCell>
              ))}
            </TableRow>
          </TableBody>
        </Table>
      </div>
    </>
  )
}

function Mark({ has }: { readonly has: boolean }) {
  const Icon = has ? Check : Minus
  return (
    <>
      <Icon
        aria-hidden
        className={has ? 'mx-auto size-4 text-success' : 'mx-auto size-4 text-muted-foreground opacity-60'}
      />
      <span className="sr-only">{has ? 'yes' : 'no'}</span>
    </>
  )
}
