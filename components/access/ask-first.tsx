'use client'

import { type ReactNode, useState } from 'react'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { callAction } from '#components/desk/call-action.ts'
import { Button } from '#components/ui/button.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '#components/ui/dialog.tsx'
import type { ActionResult } from '#lib/access/perform.ts'

interface AskFirstProps {
  /** On the button that opens it, and on the one that does it. */
  readonly does: string
  /** For who hears the buttons one after the other: “Revoke” of what. */
  readonly of: string
  readonly title: string
  /** What it will mean. */
  readonly children: ReactNode
  readonly done: string
  readonly act: () => Promise<ActionResult<unknown>>
}

/** A button for what cannot be taken back: says what it will mean, and does it on the second click. */
export function AskFirst({ does, of, title, children, done, act }: AskFirstProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [pending, setPending] = useState(false)

  async function run() {
    setPending(true)
    const result = await callAction(act)
    setPending(false)
    setOpen(false)
    if (result.ok) toast.success(done)
    else toast.error('Nothing was changed', { description: result.problem.message })
    router.refresh()
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="destructive" size="sm">
          {does}
          <span className="sr-only"> {of}</span>
        </Button>
      </DialogTrigger>
      <DialogContent className="sm:max-w-md">
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{children}</DialogDescription>
        </DialogHeader>
        <DialogFooter>
          <Button variant="outline" onClick={() => setOpen(false)}>
            Cancel
          </Button>
          <Button variant="destructive" disabled={pending} onClick={() => void run()}>
            {does}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
