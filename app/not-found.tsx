import { Compass } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { EmptyState } from '#components/empty-state.tsx'
import { Brand } from '#components/shell/brand.tsx'
import { Button } from '#components/ui/button.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col justify-center gap-6 px-4">
      <h1>
        <Brand />
      </h1>
      <EmptyState
        icon={Compass}
        title="There is no such page"
        action={
          <Button asChild size="sm">
            <Link href="/">Go to the desk</Link>
          </Button>
        }
      >
        The address may be mistyped, or what it named is not yours to see.
      </EmptyState>
    </main>
  )
}
