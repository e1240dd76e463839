'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '#components/ui/cn.ts'
import { type DestinationId, destinations } from './navigation.ts'

interface NavLinksProps {
  readonly shown: readonly DestinationId[]
  readonly onNavigate?: () => void
}

/** The main navigation. The page one is on, or below, is marked. */
export function NavLinks({ shown, onNavigate }: NavLinksProps) {
  const path = usePathname()
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {destinations
          .filter(({ id }) => shown.includes(id))
          .map(({ id, label, href, icon: Icon, key }) => {
            const here = path === href || (href !== '/' && path.startsWith(`${href}/`))
            return (
              <li key={id}>
                <Link
                  href={href}
                  aria-current={here ? 'page' : undefined}
                  title={`${label} (g ${key})`}
                  {...(onNavigate && { onClick: onNavigate })}
                  className={cn(
                    'flex h-8 items-center gap-2.5 rounded-md px-2 text-[13px] font-medium text-sidebar-foreground outline-none hover:bg-sidebar-accent/60 hover:text-sidebar-accent-foreground focus-visible:ring-[3px] focus-visible:ring-ring/50',
                    here && 'bg-sidebar-accent text-sidebar-accent-foreground',
                  )}
                >
                  <Icon aria-hidden className={cn('size-4', here ? 'text-primary' : 'opacity-80')} />
                  {label}
                </Link>
              </li>
            )
          })}
      </ul>
    </nav>
  )
}
