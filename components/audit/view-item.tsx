'use client'

import { Lock, Users } from 'lucide-react'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import type { SavedView } from '#lib/audit/saved-view.ts'
import { hrefOfView } from './href.ts'

interface ViewItemProps {
  readonly view: SavedView
  /** Whether whoever looks saved it. */
  readonly own: boolean
  readonly pending: boolean
  readonly onOpen: () => void
  /** Resolves with whether it has the name now. */
  readonly onRename: (name: string) => Promise<boolean>
  readonly onShare: () => void
  readonly onDelete: () => void
}

/** A saved view among all of them. */
export function ViewItem({ view, own, pending, onOpen, onRename, onShare, onDelete }: ViewItemProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const { name, shared, filter, ownerName } = view

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (draft !== null && (draft.trim() === name || (await onRename(draft)))) setDraft(null)
  }

  if (draft !== null) {
    return (
      <li className="px-3 py-2">
        <form onSubmit={(event) => void submit(event)} className="flex items-center gap-2">
          <Input
            aria-label={`New name of ${name}`}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever asked to rename types next
            autoFocus
            autoComplete="off"
            maxLength={60}
            value={draft}
            onChange={({ target }) => setDraft(target.value)}
            className="h-8"
          />
          <Button type="submit" size="sm" disabled={pending || draft.trim() === ''}>
            Save
          </Button>
          <Button type="button" variant="outline" size="sm" onClick={() => setDraft(null)}>
            Cancel
          </Button>
        </form>
      </li>
    )
  }
  const Reach = shared ? Users : Lock
  const of = <span className="sr-only"> {name}</span>
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <div className="flex min-w-40 flex-1 flex-col">
        <Link
          href={hrefOfView('/audit', filter)}
          prefetch={false}
          onClick={onOpen}
          className="self-start rounded-sm text-[13px] font-medium [overflow-wrap:anywhere] text-link underline-offset-4 outline-none hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50"
        >
          <VisibleText text={name} />
        </Link>
        <span className="flex items-center gap-1.5 text-xs text-muted-foreground">
          <Reach aria-hidden className="size-3 shrink-0" />
          {own ? shared ? 'Shared by you' : 'Yours alone' : <>Shared by {ownerName}</>}
        </span>
      </div>
      {own && (
        <div className="flex flex-wrap gap-1">
          <Button variant="ghost" size="sm" disabled={pending} onClick={() => setDraft(name)}>
            Rename{of}
          </Button>
          <Button variant="ghost" size="sm" disabled={pending} onClick={onShare}>
            {shared ? 'Make personal' : 'Share'}
            {of}
          </Button>
          <Button variant="ghost" size="sm" disabled={pending} onClick={onDelete}>
            Delete{of}
          </Button>
        </div>
      )}
    </li>
  )
}
