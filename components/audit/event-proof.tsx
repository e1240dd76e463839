import { FileCheck, KeyRound } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { hrefOfProof } from './href.ts'

/** What somebody takes along to show elsewhere that an event stands in the record. */
export function EventProof({ id }: { readonly id: string }) {
  return (
    <section aria-label="Prove it" className="flex flex-col gap-2">
      <h2 className="text-xs font-semibold text-muted-foreground">Prove it</h2>
      <div className="flex flex-wrap gap-2">
        {/* Plain links: fetching one in advance would hand the event out. */}
        <Button asChild variant="outline" size="sm">
          <a href={hrefOfProof(id)} download>
            <FileCheck /> Inclusion proof
          </a>
        </Button>
        <Button asChild variant="outline" size="sm">
          <a href="/audit/public-key" download>
            <KeyRound /> Public key
          </a>
        </Button>
      </div>
      <p className="text-xs leading-relaxed text-muted-foreground">
        An auditor checks it without this desk, its database or a network:{' '}
        <code className="font-mono [overflow-wrap:anywhere]">
          node check-proof.mjs event-{id}.proof.json PUBLIC_KEY_FILE
        </code>
        , with <code className="font-mono">tools/check-proof.mjs</code> of the source, and best with a public
        key that somebody else gave them. The proof holds the whole event; taking it is recorded.
      </p>
    </section>
  )
}
