import type { Capability } from '#lib/access/capabilities.ts'

/** What each capability lets somebody do. */
export const capabilityWords: Record<Capability, string> = {
  'lookup.ask': 'Ask about transactions, ask again',
  'lookup.read': 'See results and balances',
  'payload.read': 'See requests and replies, masked',
  'history.own': 'See one’s own look-ups',
  'history.transaction': 'See the history of a transaction',
  'lookup.list': 'Search the history',
  'batch.run': 'Check thousands at once',
  'watch.set': 'Watch until a transaction settles',
  'pending.read': 'See what is pending',
  'totals.read': 'See totals',
  'export.make': 'Export',
  'case.read': 'Read cases',
  'case.edit': 'Open, work and close cases',
  'audit.own': 'See one’s own activity',
  'audit.read': 'See everyone’s look-ups and activity',
  'audit.export': 'Export the audit',
  'audit.verify': 'Verify the record',
  'action.approve': 'Approve wide actions',
  'hold.set': 'Put evidence under legal hold',
  'evidence.erase': 'Erase a player’s evidence, with a second person',
  'person.manage': 'Manage people, their roles and sessions',
  'token.manage': 'Manage API tokens',
  'connection.manage': 'Manage connections',
}
