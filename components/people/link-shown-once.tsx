import { ShownOnce } from '#components/access/shown-once.tsx'
import { linkHours } from '#lib/access/link-purpose.ts'

interface LinkShownOnceProps {
  readonly title: string
  readonly href: string
  readonly onClose: () => void
}

/** In a dialog: the link by which a person sets their password, for who passes it on. */
export function LinkShownOnce({ title, href, onClose }: LinkShownOnceProps) {
  return (
    <ShownOnce title={title} what="link" secret={href} onClose={onClose}>
      Give it to them where nobody else reads along. By it they set their own password, once, within{' '}
      {linkHours.set_password} hours. Whoever has it can.
    </ShownOnce>
  )
}
