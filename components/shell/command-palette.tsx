'use client'

import { Cable, History, Keyboard, Monitor, Moon, ScanSearch, Sun } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useState } from 'react'
import {
  Command,
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandShortcut,
} from '#components/ui/command.tsx'
import { ownRoute } from '#components/own-route.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { type DestinationId, destinations } from './navigation.ts'

export interface PaletteConnection {
  readonly id: string
  readonly label: string
}

interface CommandPaletteProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly shown: readonly DestinationId[]
  readonly connections: readonly PaletteConnection[]
  readonly onHelp: () => void
}

/** Jump anywhere, ask about an id, change how the desk looks: by typing. */
export function CommandPalette({ open, onOpenChange, shown, connections, onHelp }: CommandPaletteProps) {
  const router = useRouter()
  const { setTheme } = useTheme()
  const [text, setText] = useState('')
  const run = (act: () => void) => () => {
    onOpenChange(false)
    setText('')
    act()
  }
  const go = (href: Route) => run(() => router.push(href))
  const id = text.trim()
  const manages = shown.includes('connections')
  const asksAboutId = shown.includes('lookups') && looksLikeId(id)
  return (
    <CommandDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Jump to"
      description="Type to find a page or an action"
    >
      <Command>
        <CommandInput
          value={text}
          onValueChange={setText}
          placeholder="A page, an action, or a transaction id"
        />
        <CommandList>
          {!asksAboutId && <CommandEmpty>Nothing by this name.</CommandEmpty>}
          {asksAboutId && (
            <CommandGroup heading="This id" forceMount>
              <CommandItem forceMount value={`ask ${id}`} onSelect={go(`/?q=${encodeURIComponent(id)}`)}>
                <ScanSearch />
                <span className="truncate">
                  Ask about <span className="font-mono">{id}</span>
                </span>
              </CommandItem>
              <CommandItem
                forceMount
                value={`history ${id}`}
                onSelect={go(`/lookups?transactionId=${encodeURIComponent(id)}`)}
              >
                <History />
                <span className="truncate">
                  Earlier look-ups of <span className="font-mono">{id}</span>
                </span>
              </CommandItem>
            </CommandGroup>
          )}
          <CommandGroup heading="Go to">
            {destinations
              .filter((destination) => shown.includes(destination.id))
              .map(({ id: destinationId, label, href, icon: Icon, key }) => (
                <CommandItem key={destinationId} onSelect={go(href)}>
                  <Icon />
                  {label}
                  <CommandShortcut>
                    <Kbd>g</Kbd>
                    <Kbd>{key}</Kbd>
                  </CommandShortcut>
                </CommandItem>
              ))}
          </CommandGroup>
          {id !== '' && (
            <CommandGroup heading={manages ? 'Connections' : 'Look-ups by connection'}>
              {connections.map((connection) => (
                <CommandItem
                  key={connection.id}
                  value={`connection ${connection.id}`}
                  keywords={[connection.label]}
                  onSelect={go(
                    ownRoute(
                      manages ? `/connections/${connection.id}` : `/lookups?connection=${connection.id}`,
                    ),
                  )}
                >
                  {manages ? <Cable /> : <History />}
                  {connection.label}
                </CommandItem>
              ))}
            </CommandGroup>
          )}
          <CommandGroup heading="Desk">
            <CommandItem onSelect={run(() => setTheme('light'))}>
              <Sun /> Light theme
            </CommandItem>
            <CommandItem onSelect={run(() => setTheme('dark'))}>
              <Moon /> Dark theme
            </CommandItem>
            <CommandItem onSelect={run(() => setTheme('system'))}>
              <Monitor /> Theme as the system
            </CommandItem>
            <CommandItem onSelect={run(onHelp)}>
              <Keyboard /> Keys
              <CommandShortcut>
                <Kbd>?</Kbd>
              </CommandShortcut>
            </CommandItem>
          </CommandGroup>
        </CommandList>
      </Command>
    </CommandDialog>
  )
}

/** One word with a digit in it; a body or a cURL line belongs into the desk's box. */
function looksLikeId(text: string): boolean {
  return text.length <= 200 && /^\S*\d\S*$/.test(text) && !text.includes('{')
}
