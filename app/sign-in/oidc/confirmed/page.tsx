import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { Metadata } from 'next'
import { ProviderLink } from '#components/access/provider-link.tsx'
import { Brand } from '#components/shell/brand.tsx'
import { Alert, AlertDescription } from '#components/ui/alert.tsx'
import { findOidcMessage } from '#lib/access/oidc/cause.ts'

export const metadata: Metadata = { title: 'Confirmed' }

interface PageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** In a tab of its own: where one comes back to from the sign-in service, while the dialog that asked waits in another. */
export default async function ConfirmedPage({ searchParams }: PageProps) {
  const problem = findOidcMessage((await searchParams)['problem'])
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-4 py-10">
      <Brand />
      <div className="flex flex-col gap-4 rounded-xl border bg-card p-5 shadow-xs">
        {problem === null ? (
          <>
            <h1 className="flex items-center gap-2 text-base font-semibold">
              <CircleCheck aria-hidden className="size-4 text-success" /> Confirmed
            </h1>
            <p className="text-[13px] text-muted-foreground">
              Close this tab, go back to the one you came from, and carry on there.
            </p>
          </>
        ) : (
          <>
            <h1 className="text-base font-semibold">Not confirmed</h1>
            <Alert variant="destructive">
              <TriangleAlert aria-hidden />
              <AlertDescription>{problem}</AlertDescription>
            </Alert>
            <ProviderLink href="/sign-in/oidc/confirm" variant="outline">
              Try again
            </ProviderLink>
          </>
        )}
      </div>
    </main>
  )
}
