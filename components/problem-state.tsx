import { LockKeyhole } from 'lucide-react'
import { rolesWith } from '#lib/access/capabilities.ts'
import type { Problem } from '#lib/access/problem.ts'
import { FaultState } from './fault-state.tsx'

/** In place of what was asked for: why it was not done or may not be seen. */
export function ProblemState({ problem }: { readonly problem: Problem }) {
  if (problem.kind === 'denied') {
    return (
      <div className="flex items-start gap-3 rounded-xl border border-dashed px-4 py-3.5">
        <LockKeyhole aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
        <div className="flex flex-col gap-1 text-[13px] leading-relaxed">
          <h2 className="text-sm font-semibold">Not for your role</h2>
          <p>
            Missing capability <code className="font-mono">{problem.capability}</code>, which belongs to{' '}
            {listOfRoles.format(rolesWith(problem.capability))}.
          </p>
          <p className="text-muted-foreground">The refusal is recorded; an administrator can change roles.</p>
        </div>
      </div>
    )
  }
  return (
    <FaultState title={titles[problem.kind]}>
      <p>{problem.message}</p>
      {problem.kind === 'invalid' && (
        <ul className="mt-1 list-disc pl-4">
          {Object.entries(problem.fields).map(([field, sentence]) => (
            <li key={field}>
              <code className="font-mono">{field}</code> {sentence}
            </li>
          ))}
        </ul>
      )}
    </FaultState>
  )
}

const listOfRoles = new Intl.ListFormat('en', { type: 'disjunction' })

const titles: Record<Exclude<Problem['kind'], 'denied'>, string> = {
  signed_out: 'You are signed out',
  invalid: 'This cannot be asked like that',
  limited: 'Too many tries',
  second_factor_needed: 'A second factor is needed',
  stale_sign_in: 'Confirm that it is you',
  wrong_credentials: 'Not accepted',
  not_found: 'Not found',
  conflict: 'In conflict with something earlier',
  unavailable: 'The desk cannot reach its database',
}
