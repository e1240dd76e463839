import type { Call, Delivery, Reply } from '#simulator/call.ts'
import type { Memory, Recall } from '#simulator/memory.ts'
import { type Fault, faults } from './faults.ts'

/** What an answer may depend on. */
type Ask<Question> = {
  question: Question
  recall: Recall
  /** The N of a name that ends in N: `sc-settles5-x` asks for `settlesN` with 5. */
  seconds: number
}

export type Scenario<Question> = {
  name: string
  says: string
  reply: (ask: Ask<Question>) => Reply
}

/** An id from the vendor's own page, answered with the vendor's own reply. */
type Documented<Question> = { id: string; says: string; reply: (question: Question) => Reply }

export type Book<Question> = {
  provider: string
  /** What the id is that chooses a scenario. */
  chosenBy: string
  /** What any other id gets. */
  otherwise: string
  documented: readonly Documented<Question>[]
  scenarios: readonly Scenario<Question>[]
  ok: (question: Question) => Reply
  notFound: (question: Question) => Reply
}

/** Finds `sc-NAME` and `sc-NAME-anything`; a NAME that ends in a number also finds the entry whose name ends in N. */
export function findByName<Entry extends { name: string }>(
  entries: readonly Entry[],
  id: string,
  seconds = 5,
): { entry: Entry; seconds: number } | null {
  const name = /^sc-([a-z0-9_.]+)(?:-.*)?$/s.exec(id)?.[1]
  if (name === undefined) return null
  const [, stem = name, digits] = /^(.*?)(\d{1,4})$/.exec(name) ?? []
  const exact = entries.find((entry) => entry.name === name)
  if (exact) return { entry: exact, seconds }
  const timed = entries.find((entry) => entry.name === `${stem}N`)
  return timed ? { entry: timed, seconds: digits === undefined ? seconds : Number(digits) } : null
}

/** The answer to one question, by the id that chooses it. */
export function answerOne<Question>(
  book: Book<Question>,
  id: string,
  question: Question,
  call: Call,
  memory: Memory,
): { scenario: string | null; delivery: Delivery } {
  const documented = book.documented.find((entry) => entry.id === id)
  if (documented)
    return { scenario: 'documented', delivery: { how: 'whole', reply: documented.reply(question) } }
  const own = findByName(book.scenarios, id)
  if (own) {
    const recall = memory.recall(book.provider, id)
    const reply = own.entry.reply({ question, recall, seconds: own.seconds })
    return { scenario: own.entry.name, delivery: { how: 'whole', reply } }
  }
  const fault = findFault(id)
  if (fault) {
    const recall = memory.recall(book.provider, id)
    const delivery = fault.entry.deliver(book.ok(question), { call, recall, seconds: fault.seconds })
    return { scenario: fault.entry.name, delivery }
  }
  return { scenario: null, delivery: { how: 'whole', reply: book.notFound(question) } }
}

export function findFault(id: string): { entry: Fault; seconds: number } | null {
  return findByName(faults, id, 3)
}
