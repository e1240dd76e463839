import { History } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { AuditFilter } from '#lib/audit/filter.ts'
import { hrefOfAudit } from './href.ts'

interface HistoryMenuProps {
  /** What can be looked up in the audit from here, in words. */
  readonly subjects: readonly {
    readonly word: string
    readonly id: string
    readonly filter: AuditFilter
  }[]
}

/** Who did what with the things on this page, one choice for each of them. */
export function HistoryMenu({ subjects }: HistoryMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="sm">
          <History /> History
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-64">
        <DropdownMenuLabel>Who looked at</DropdownMenuLabel>
        {subjects.map(({ word, id, filter }) => (
          <DropdownMenuItem key={`${word} ${id}`} asChild>
            <Link href={hrefOfAudit(filter)}>
              <span className="shrink-0">{word}</span>
              <span className="ml-auto truncate font-mono text-xs text-muted-foreground">
                <VisibleText text={id} />
              </span>
            </Link>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
