import { fantasyGoalBook } from './book/fantasy-goal.ts'
import { fizzyBubblyBook } from './book/fizzy-bubbly.ts'
import { callScenarios, documentedRows, otherwise, rowScenarios } from './book/fungamess.ts'
import { gr8TechBook } from './book/gr8-tech.ts'
import { oneForBetBook } from './book/oneforbet.ts'
import type { Call, Handled } from './call.ts'
import { answerFantasyGoal } from './fantasy-goal.ts'
import { answerFizzyBubbly } from './fizzy-bubbly.ts'
import { answerFungamess } from './fungamess.ts'
import { answerGr8Tech } from './gr8-tech.ts'
import { type Gr8Tokens, answerGr8Token } from './gr8-token.ts'
import type { Memory } from './memory.ts'
import { answerOneForBet } from './oneforbet.ts'

/** What all calls to one simulator share. */
export type State = { memory: Memory; tokens: Gr8Tokens }

type Entry = { name: string; says: string }

export type Provider = {
  key: string
  label: string
  chosenBy: string
  otherwise: string
  documented: readonly { id: string; says: string }[]
  scenarios: readonly Entry[]
  answer: (call: Call, state: State) => Handled
}

export const providers: readonly Provider[] = [
  {
    ...fantasyGoalBook,
    key: 'fantasy-goal',
    label: 'Fantasy Goal',
    answer: (call, { memory }) => answerFantasyGoal(call, memory),
  },
  {
    key: 'fungamess',
    label: 'FUNGAMESS',
    chosenBy: 'transactions.transactionId',
    otherwise,
    documented: documentedRows,
    scenarios: [...rowScenarios, ...callScenarios],
    answer: (call, { memory }) => answerFungamess(call, memory),
  },
  {
    ...fizzyBubblyBook,
    key: 'fizzy-bubbly',
    label: 'Fizzy Bubbly',
    answer: (call, { memory }) => answerFizzyBubbly(call, memory),
  },
  {
    ...gr8TechBook,
    key: 'gr8-tech',
    label: 'GR8 Tech',
    answer: (call, { memory, tokens }) => answerGr8Tech(call, memory, tokens),
  },
  {
    ...oneForBetBook,
    key: 'oneforbet',
    label: 'OneForBet',
    answer: (call, { memory }) => answerOneForBet(call, memory),
  },
]

export type Route = { key: string; provider: string; base: string; answer: Provider['answer'] }

const routes: readonly Route[] = [
  {
    key: 'gr8-tech/token',
    provider: 'gr8-tech',
    base: '/gr8-tech/oauth/token',
    answer: (call, { tokens }) => answerGr8Token(call, tokens),
  },
  ...providers.map(({ key, answer }) => ({ key, provider: key, base: `/${key}`, answer })),
]

/** Whose path it is. `key` is what statistics are kept under: tokens apart from look-ups. */
export function findRoute(path: string): Route | null {
  const bare = path.split('?')[0] ?? ''
  return routes.find(({ base }) => bare === base || bare.startsWith(`${base}/`)) ?? null
}
