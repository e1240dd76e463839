import { ExternalLink, LogIn } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'

interface ProviderLinkProps {
  /** Of ours, which leads on to the sign-in service. */
  readonly href: string
  readonly variant?: 'default' | 'outline'
  /** Given where what is on the screen must stay. */
  readonly onOpen?: () => void
  readonly children: ReactNode
}

/**
 * To the sign-in service. A link, since a form that ends at another site is stopped by the page's own policy
 * (form-action); and not one of the router's, since what is behind it is not in the app.
 */
export function ProviderLink({ href, variant = 'default', onOpen, children }: ProviderLinkProps) {
  return (
    <Button asChild variant={variant}>
      <a href={href} {...(onOpen && { target: '_blank', rel: 'noreferrer', onClick: onOpen })}>
        {onOpen ? <ExternalLink aria-hidden /> : <LogIn aria-hidden />}
        {children}
      </a>
    </Button>
  )
}
