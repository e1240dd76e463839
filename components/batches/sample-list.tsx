import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import type { ConnectionDescription } from '#lib/connections/describe.ts'

/** For each connection a file with the columns that it wants, and one row. */
export function SampleList({ connections }: { readonly connections: readonly ConnectionDescription[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">Sample files</h2>
      <ul className="divide-y overflow-hidden rounded-xl border bg-card text-[13px]">
        {connections.map(({ id, label, inputs }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-2">
            <span className="font-medium">{label}</span>
            <span className="min-w-0 flex-1 basis-56 font-mono text-xs text-muted-foreground [overflow-wrap:anywhere]">
              {inputs.map(({ name, required }) => (required ? name : `${name}?`)).join(', ')}
            </span>
            <span className="flex gap-2">
              {(['csv', 'xlsx'] as const).map((format) => (
                <Button key={format} asChild variant="outline" size="sm">
                  <a
                    href={`/batches/samples/${id}?format=${format}`}
                    download
                    aria-label={`Sample for ${label} as ${format.toUpperCase()}`}
                  >
                    <Download /> {format.toUpperCase()}
                  </a>
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-xs text-muted-foreground">
        What ends in a question mark may be left out. Other columns may stand in the file; they come back in
        the results.
      </p>
    </section>
  )
}
