import type { Adapter } from './contract.ts'
import { fantasyGoal } from './fantasy-goal/adapter.ts'
import { fizzyBubbly } from './fizzy-bubbly/adapter.ts'
import { fungamess } from './fungamess/adapter.ts'
import { gr8Tech } from './gr8-tech/adapter.ts'
import { oneforbet } from './oneforbet/adapter.ts'

/** Every provider the desk knows. Adding one is a folder and a line here. */
export const adapters: readonly Adapter[] = [fantasyGoal, fizzyBubbly, fungamess, gr8Tech, oneforbet]

/** The adapter with that key, or null when there is none. */
export function findAdapter(key: string): Adapter | null {
  return adapters.find((adapter) => adapter.key === key) ?? null
}
