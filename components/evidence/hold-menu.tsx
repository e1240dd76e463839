import { Archive } from 'lucide-react'
import Link from 'next/link'
import { ownRoute } from '#components/own-route.ts'
import { Button } from '#components/ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { HoldSubjectKind } from '#lib/audit/evidence-event.ts'
import { labelByHoldKind } from './hold-words.ts'

interface HoldMenuProps {
  /** What the page is about, and can be held; a player can be asked to be erased too. */
  readonly subjects: readonly { readonly kind: HoldSubjectKind; readonly id: string }[]
}

/** From what is looked at to the form that holds or erases it. */
export function HoldMenu({ subjects }: HoldMenuProps) {
  const players = subjects.filter(({ kind }) => kind === 'player')
  if (subjects.length === 0) return null
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="sm">
          <Archive /> Hold or erase
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-64">
        <DropdownMenuLabel>Set a legal hold on</DropdownMenuLabel>
        {subjects.map(({ kind, id }) => (
          <Choice
            key={`${kind} ${id}`}
            word={labelByHoldKind[kind].badge}
            id={id}
            query={new URLSearchParams({ hold: `${kind}:${id}` })}
          />
        ))}
        {players.length > 0 && <DropdownMenuLabel>Ask to erase evidence about</DropdownMenuLabel>}
        {players.map(({ id }) => (
          <Choice key={id} word="Player" id={id} query={new URLSearchParams({ erase: id })} />
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

interface ChoiceProps {
  readonly word: string
  readonly id: string
  readonly query: URLSearchParams
}

function Choice({ word, id, query }: ChoiceProps) {
  return (
    <DropdownMenuItem asChild>
      <Link href={ownRoute(`/evidence?${query}`)}>
        <span className="shrink-0">{word}</span>
        <span className="ml-auto truncate font-mono text-xs text-muted-foreground">
          <VisibleText text={id} />
        </span>
      </Link>
    </DropdownMenuItem>
  )
}
