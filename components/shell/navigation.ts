import {
  Archive,
  Cable,
  Clock,
  History,
  Inbox,
  KeyRound,
  Layers,
  type LucideIcon,
  ScrollText,
  UserRoundCheck,
  Users,
} from 'lucide-react'
import type { Route } from 'next'
import type { Capability } from '#lib/access/capabilities.ts'

export type DestinationId =
  | 'desk'
  | 'lookups'
  | 'pending'
  | 'batches'
  | 'audit'
  | 'evidence'
  | 'activity'
  | 'connections'
  | 'people'
  | 'tokens'

interface Destination {
  readonly id: DestinationId
  readonly label: string
  readonly href: Route
  readonly icon: LucideIcon
  /** The key after `g`. */
  readonly key: string
  /** Shown only to who has it; null for everyone. */
  readonly needs: Capability | null
}

/** The pages of the main navigation, in order. */
export const destinations: readonly Destination[] = [
  { id: 'desk', label: 'Desk', href: '/', icon: Inbox, key: 'd', needs: null },
  { id: 'lookups', label: 'Look-ups', href: '/lookups', icon: History, key: 'l', needs: 'lookup.list' },
  { id: 'pending', label: 'Pending', href: '/pending', icon: Clock, key: 'p', needs: 'pending.read' },
  { id: 'batches', label: 'Batches', href: '/batches', icon: Layers, key: 'b', needs: 'batch.run' },
  { id: 'audit', label: 'Audit', href: '/audit', icon: ScrollText, key: 'a', needs: 'audit.read' },
  {
    id: 'evidence',
    label: 'Evidence',
    href: '/evidence',
    icon: Archive,
    key: 'e',
    needs: 'evidence.erase',
  },
  {
    id: 'activity',
    label: 'My activity',
    href: '/activity',
    icon: UserRoundCheck,
    key: 'm',
    needs: 'audit.own',
  },
  {
    id: 'connections',
    label: 'Connections',
    href: '/connections',
    icon: Cable,
    key: 'n',
    needs: 'connection.manage',
  },
  { id: 'people', label: 'People', href: '/people', icon: Users, key: 'u', needs: 'person.manage' },
  { id: 'tokens', label: 'Tokens', href: '/tokens', icon: KeyRound, key: 't', needs: 'token.manage' },
]
