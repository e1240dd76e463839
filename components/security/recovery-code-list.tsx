import { CopyButton } from '#components/copy-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#components/ui/dialog.tsx'

interface RecoveryCodeListProps {
  readonly codes: readonly string[]
  readonly onClose: () => void
}

/** In a dialog: the recovery codes, which nobody can be shown again. */
export function RecoveryCodeList({ codes, onClose }: RecoveryCodeListProps) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>Your recovery codes</DialogTitle>
        <DialogDescription>
          Each signs you in once, instead of a code of the app. They are shown only now: keep them where your
          phone is not.
        </DialogDescription>
      </DialogHeader>
      <div className="flex items-start gap-2 rounded-lg border bg-muted px-3 py-2">
        <ol
          aria-label="Recovery codes"
          className="grid flex-1 grid-cols-2 gap-x-4 gap-y-1 font-mono text-[13px]"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <CopyButton text={codes.join('\n')} of="recovery codes" />
      </div>
      <DialogFooter>
        <Button onClick={onClose}>I have kept them</Button>
      </DialogFooter>
    </>
  )
}
