import type { Route } from 'next'
import Link from 'next/link'
import { CopyButton } from './copy-button.tsx'
import { cn } from './ui/cn.ts'
import { VisibleText } from './visible-text.tsx'

interface IdentifierProps {
  readonly id: string
  /** What it is: “transaction id”. It names the copy button. */
  readonly of: string
  readonly href?: Route
  readonly copy?: boolean
  readonly shortcut?: string
  /** How wide it may grow before its middle is cut. */
  readonly className?: string
}

/** An id in monospace, its middle cut where it does not fit; whole on hover, on focus, and when copied. */
export function Identifier({ id, of, href, copy = true, shortcut, className }: IdentifierProps) {
  const text = <CutMiddle text={id} />
  const shape = 'flex min-w-0 rounded-sm'
  return (
    <span
      className={cn(
        'group/id inline-flex max-w-full min-w-0 items-center gap-0.5 font-mono text-[0.95em]',
        className,
      )}
    >
      {href === undefined ? (
        <span className={shape} title={id}>
          {text}
        </span>
      ) : (
        <Link
          href={href}
          title={id}
          className={cn(
            shape,
            'text-link underline-offset-4 outline-none visited:text-visited hover:underline focus-visible:ring-[3px] focus-visible:ring-ring/50',
          )}
        >
          {text}
        </Link>
      )}
      {copy && <CopyButton text={id} of={of} {...(shortcut === undefined ? {} : { shortcut })} />}
    </span>
  )
}

/** The end of an id tells more than its middle, so the cut falls before the last six characters. */
export function CutMiddle({ text }: { readonly text: string }) {
  const at = Math.max(0, text.length - 6)
  return (
    <>
      {/* Empty, it would have no baseline to stand on. */}
      {at > 0 && (
        <span
          className={cn(
            'truncate group-focus-within/id:break-all group-focus-within/id:whitespace-normal',
            at >= 3 && 'min-w-[3ch]',
          )}
        >
          <VisibleText text={text.slice(0, at)} />
        </span>
      )}
      <span className="shrink-0">
        <VisibleText text={text.slice(at)} />
      </span>
    </>
  )
}
