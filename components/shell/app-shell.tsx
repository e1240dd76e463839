import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Kbd } from '#components/ui/kbd.tsx'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import type { PaletteConnection } from './command-palette.tsx'
import { CopyListener } from './copy-listener.tsx'
import { Keys } from './keys.tsx'
import { LiveAges } from './live-ages.tsx'
import { MobileNav } from './mobile-nav.tsx'
import { NavLinks } from './nav-links.tsx'
import type { DestinationId } from './navigation.ts'

interface AppShellProps {
  readonly account: AccountMenuProps
  /** The pages this person may see. */
  readonly shown: readonly DestinationId[]
  /** Those that the palette finds by name. */
  readonly connections: readonly PaletteConnection[]
  /** Names the command key as this person's keyboard does. */
  readonly mac: boolean
  readonly children: ReactNode
}

/** Everything around a page for who has signed in: navigation, account, keys. */
export function AppShell({ account, shown, connections, mac, children }: AppShellProps) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-primary px-3 py-2 text-sm font-medium text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-sidebar-border bg-sidebar p-3 lg:flex">
        <div className="px-2 pt-1.5">
          <Brand />
        </div>
        <PaletteButton mac={mac} />
        <NavLinks shown={shown} />
        <div className="mt-auto">
          <AccountMenu {...account} />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b bg-background/95 px-3 backdrop-blur-sm lg:hidden">
          <MobileNav shown={shown} account={account} />
          <Brand />
          <button
            type="button"
            data-opens="palette"
            aria-label="Search or jump to"
            className="ml-auto inline-flex size-9 items-center justify-center rounded-md text-muted-foreground outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/50"
          >
            <Search aria-hidden className="size-4" />
          </button>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-[90rem] flex-1 flex-col gap-5 px-4 py-5 outline-none sm:px-6 lg:px-8 lg:py-6"
        >
          {children}
        </main>
      </div>
      <Keys shown={shown} connections={connections} />
      <CopyListener />
      <LiveAges />
    </div>
  )
}

function PaletteButton({ mac }: { readonly mac: boolean }) {
  return (
    <button
      type="button"
      data-opens="palette"
      className="flex h-8 items-center gap-2 rounded-md border bg-card px-2 text-[13px] text-muted-foreground shadow-xs outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/50"
    >
      <Search aria-hidden className="size-3.5" />
      Jump to…
      <Kbd className="ml-auto">{mac ? '⌘K' : 'Ctrl K'}</Kbd>
    </button>
  )
}
