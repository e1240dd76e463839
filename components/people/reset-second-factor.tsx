'use client'

import { AskFirst } from '#components/access/ask-first.tsx'
import type { ConfirmAction } from '#components/access/use-confirmed.tsx'
import type { PersonAction } from './keep-out.tsx'

interface ResetSecondFactorProps {
  readonly person: { readonly id: string; readonly name: string }
  readonly factors: { readonly authenticator: boolean; readonly passkeys: number }
  /** One's own are on one's own page. */
  readonly own: boolean
  readonly resetSecondFactor: PersonAction
  readonly confirmPassword: ConfirmAction
}

/** What somebody has beside a password, and a way to take it away from who has lost it. */
export function ResetSecondFactor(props: ResetSecondFactorProps) {
  const { person, factors, own, resetSecondFactor, confirmPassword } = props
  const { id, name } = person
  const found = describe(factors)
  return (
    <section
      aria-labelledby="second-factor"
      className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-dashed px-4 py-3"
    >
      <div className="flex flex-col gap-0.5 text-[13px]">
        <h2 id="second-factor" className="font-semibold">
          Second factor
        </h2>
        <p className="text-muted-foreground">{found ?? 'None is set up.'}</p>
      </div>
      {found !== null && !own && (
        <AskFirst
          does="Reset"
          of={`the second factor of ${name}`}
          title={`Reset the second factor of ${name}?`}
          done={`${name} can set up a new one`}
          act={() => resetSecondFactor({ id })}
          confirmPassword={confirmPassword}
        >
          For who has lost their phone or key; be sure that it is {name} who asks. The app, its recovery codes
          and all passkeys go, and their sessions end. The password stays.
        </AskFirst>
      )}
    </section>
  )
}

function describe({ authenticator, passkeys }: ResetSecondFactorProps['factors']): string | null {
  const parts = [
    ...(authenticator ? ['an authenticator app'] : []),
    ...(passkeys > 0 ? [`${passkeys} ${passkeys === 1 ? 'passkey' : 'passkeys'}`] : []),
  ]
  if (parts.length === 0) return null
  const text = new Intl.ListFormat('en').format(parts)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
