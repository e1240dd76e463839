import { Check, Copy } from 'lucide-react'
import { cn } from './ui/cn.ts'

/** What is copied, to the byte, or where the desk gives it. */
type CopySource = { readonly text: string } | { readonly from: string }

type CopyButtonProps = CopySource & {
  /** What it is: “transaction id”, “reply”. */
  readonly of: string
  /** The key that copies it on this page. */
  readonly shortcut?: string
  readonly className?: string
}

/** Copies on click. The listener of the shell does it, so that a table of these needs no script of its own. */
export function CopyButton({ of, shortcut, className, ...source }: CopyButtonProps) {
  return (
    <button
      type="button"
      // As JSON: an attribute would lose carriage returns and NULs on its way through HTML.
      data-copy={'text' in source ? JSON.stringify(source.text) : ''}
      data-copy-from={'from' in source ? source.from : undefined}
      data-copy-of={of}
      aria-label={`Copy ${of}`}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `Copy ${of} (${shortcut})` : `Copy ${of}`}
      className={cn(
        'group/copy inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted-foreground outline-none hover:bg-accent hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/50',
        className,
      )}
    >
      <Copy aria-hidden className="size-3.5 group-data-copied/copy:hidden" />
      <Check aria-hidden className="hidden size-3.5 text-success group-data-copied/copy:block" />
    </button>
  )
}
