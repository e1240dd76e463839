import type { ReactNode } from 'react'
import { CopyButton } from '#components/copy-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#components/ui/dialog.tsx'

interface ShownOnceProps {
  readonly title: string
  /** What it is: “password”, “token”. */
  readonly what: string
  readonly secret: string
  readonly onClose: () => void
  /** What to do with it. */
  readonly children?: ReactNode
}

/** In a dialog: a secret that nobody can be shown again. */
export function ShownOnce({ title, what, secret, onClose, children }: ShownOnceProps) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>{title}</DialogTitle>
        <DialogDescription>
          This {what} is shown only now. The desk keeps what is needed to check it, not the {what} itself.
          {children && <span className="mt-2 block">{children}</span>}
        </DialogDescription>
      </DialogHeader>
      <p className="flex items-center gap-2 rounded-lg border bg-muted px-3 py-2">
        <code aria-label={what} className="min-w-0 flex-1 font-mono text-[13px] [overflow-wrap:anywhere]">
          {secret}
        </code>
        <CopyButton text={secret} of={what} />
      </p>
      <DialogFooter>
        <Button onClick={onClose}>I have kept it</Button>
      </DialogFooter>
    </>
  )
}
