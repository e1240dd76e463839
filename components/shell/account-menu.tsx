'use client'

import { ChevronsUpDown, Keyboard, LogOut, MonitorSmartphone, Scale, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { useTheme } from 'next-themes'
import { useTransition } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'

export interface AccountMenuProps {
  readonly name: string
  readonly role: string
  readonly zone: string
  readonly signOut: () => Promise<void>
  readonly setZone: (zone: string) => Promise<unknown>
}

/** Who is signed in, how they want to see the desk, and the way out. */
export function AccountMenu({ name, role, zone, signOut, setZone }: AccountMenuProps) {
  const { theme, setTheme } = useTheme()
  const [pending, start] = useTransition()
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger className="flex w-full items-center gap-2.5 rounded-md p-1.5 text-left outline-none hover:bg-sidebar-accent/60 focus-visible:ring-[3px] focus-visible:ring-ring/50 data-[state=open]:bg-sidebar-accent">
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-md bg-primary/12 text-xs font-semibold text-primary uppercase"
        >
          {initialsOf(name)}
        </span>
        <span className="flex min-w-0 flex-col leading-tight">
          <span className="sr-only">Account</span>
          <span className="truncate text-[13px] font-medium text-foreground">{name}</span>
          <span className="text-xs text-muted-foreground capitalize">{role}</span>
        </span>
        <span className="ml-auto rounded-sm border px-1 py-px text-[11px] text-muted-foreground">
          {zone === 'UTC' ? 'UTC' : 'Local'}
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-60">
        <DropdownMenuLabel id="theme-label">Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          aria-labelledby="theme-label"
          value={theme ?? 'system'}
          onValueChange={setTheme}
        >
          <DropdownMenuRadioItem value="system">As the system</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="light">Light</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">Dark</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel id="zone-label">Times</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          aria-labelledby="zone-label"
          value={zone === 'UTC' ? 'UTC' : 'local'}
          onValueChange={(value) =>
            start(async () => {
              await setZone(value === 'UTC' ? 'UTC' : localZone())
            })
          }
        >
          <DropdownMenuRadioItem value="UTC">UTC</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="local">{`Local (${localZone()})`}</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem data-opens="help">
          <Keyboard />
          Keys
          <DropdownMenuShortcut>?</DropdownMenuShortcut>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/security">
            <ShieldCheck />
            Your security
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/sessions">
            <MonitorSmartphone />
            Your sessions
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/roles">
            <Scale />
            Who may do what
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem disabled={pending} onSelect={() => start(() => signOut())}>
          <LogOut />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  return `${words.at(0)?.at(0) ?? ''}${words.length > 1 ? (words.at(-1)?.at(0) ?? '') : ''}`
}

const localZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone
