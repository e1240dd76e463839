'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '#components/ui/button.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '#components/ui/dialog.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import type { SavedView } from '#lib/audit/saved-view.ts'
import { type KeepActions, useViewAction } from './use-view-action.ts'
import { ViewItem } from './view-item.tsx'

interface ManageViewsProps extends KeepActions {
  readonly views: readonly SavedView[]
  readonly self: string
}

/** Every saved view; one's own can be renamed, shared and deleted. */
export function ManageViews({ views, self, changeView, deleteView, restoreView }: ManageViewsProps) {
  const { pending, run } = useViewAction()
  const [open, setOpen] = useState(false)

  async function tell(act: () => Promise<ActionResult<void>>, done: string) {
    const result = await run(act)
    if (result.ok) toast.success(done)
    else toast.error('Nothing was changed', { description: result.problem.message })
    return result.ok
  }
  async function remove({ id, name }: SavedView) {
    const result = await run(() => deleteView({ id }))
    // What lies behind a dialog cannot be clicked, and the way back is shown there.
    setOpen(false)
    if (!result.ok) {
      toast.error('Nothing was deleted', { description: result.problem.message })
      return
    }
    toast.success(`“${name}” was deleted`, {
      duration: 15_000,
      action: { label: 'Undo', onClick: () => void tell(() => restoreView({ id }), `“${name}” is back`) },
    })
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="sm" className="h-7 px-2 text-xs">
          Saved views ({views.length})
        </Button>
      </DialogTrigger>
      <DialogContent className="sm:max-w-xl">
        <DialogHeader>
          <DialogTitle>Saved views</DialogTitle>
          <DialogDescription>
            Shared ones are seen by everyone who reads the audit. Only who saved a view can change it.
          </DialogDescription>
        </DialogHeader>
        <ul aria-label="Saved views" className="divide-y rounded-lg border">
          {views.map((view) => (
            <ViewItem
              key={view.id}
              view={view}
              own={view.ownerId === self}
              pending={pending}
              onOpen={() => setOpen(false)}
              onRename={(name) => tell(() => changeView({ id: view.id, name }), 'View renamed')}
              onShare={() =>
                void tell(
                  () => changeView({ id: view.id, shared: !view.shared }),
                  view.shared ? 'Only you see it now' : 'Everyone who reads the audit sees it now',
                )
              }
              onDelete={() => void remove(view)}
            />
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  )
}
