'use client'

import { Download } from 'lucide-react'
import type { MouseEvent } from 'react'
import { toast } from 'sonner'
import { type ConfirmAction, useConfirmed } from '#components/access/use-confirmed.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { FileFormat } from '#lib/files/format.ts'

/** What an export needs of the page around it. */
export interface ExportActions {
  readonly allowExport: (size: { readonly matched: number }) => Promise<ActionResult<void>>
  readonly confirmPassword: ConfirmAction
}

interface ExportLinksProps extends ExportActions {
  /** The address of the file in each format. */
  readonly hrefs: Readonly<Record<FileFormat, string>>
  /** How many events match, in words. */
  readonly count: string
  readonly matched: number
  /** Whether so many want the password of the last minutes. */
  readonly guarded: boolean
}

/** Everything that matches, as a file. Plain links: fetching one in advance would be an export. */
export function ExportLinks(props: ExportLinksProps) {
  const { hrefs, count, matched, guarded, allowExport, confirmPassword } = props
  const confirmed = useConfirmed(confirmPassword)

  async function exportConfirmed(href: string) {
    const result = await confirmed.call(() => allowExport({ matched }))
    if (result.ok) location.assign(href)
    else toast.error('Nothing was exported', { description: result.problem.message })
  }
  function onClick(event: MouseEvent<HTMLAnchorElement>) {
    if (!guarded) return
    event.preventDefault()
    void exportConfirmed(event.currentTarget.href)
  }

  return (
    <>
      <Button asChild variant="outline" size="sm">
        <a href={hrefs.csv} download onClick={onClick}>
          <Download /> Export {count} as CSV
        </a>
      </Button>
      <Button asChild variant="outline" size="sm">
        <a href={hrefs.xlsx} download onClick={onClick} aria-label={`Export ${count} as XLSX`}>
          XLSX
        </a>
      </Button>
      <Button asChild variant="outline" size="sm">
        <a href={hrefs.jsonl} download onClick={onClick} aria-label={`Export ${count} as JSONL`}>
          JSONL
        </a>
      </Button>
      {confirmed.dialog}
    </>
  )
}
