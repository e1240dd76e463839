import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import type { AuditFilter } from '#lib/audit/filter.ts'
import { mostCounted } from '#lib/audit/list.ts'
import { hrefOfExport } from './href.ts'

interface ExportLinksProps {
  readonly filter: AuditFilter
  /** How many events match, up to one more than are counted. */
  readonly matched: number
}

/** Everything that matches, as a file. Plain links: fetching one in advance would be an export. */
export function ExportLinks({ filter, matched }: ExportLinksProps) {
  const count =
    matched > mostCounted
      ? `more than ${mostCounted.toLocaleString('en')} events`
      : matched === 1
        ? '1 event'
        : `${matched.toLocaleString('en')} events`
  return (
    <>
      <Button asChild variant="outline" size="sm">
        <a href={hrefOfExport(filter, 'csv')} download>
          <Download /> Export {count} as CSV
        </a>
      </Button>
      <Button asChild variant="outline" size="sm">
        <a href={hrefOfExport(filter, 'jsonl')} download aria-label={`Export ${count} as JSONL`}>
          JSONL
        </a>
      </Button>
    </>
  )
}
