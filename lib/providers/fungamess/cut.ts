import type { CutRows, RowSpan } from '#lib/providers/contract.ts'
import { isSameNumber } from './join.ts'
import { type AskedRow, rowSchema } from './schema.ts'

/**
 * Whose bytes are whose in a call: the objects of `transactions`, in request and reply, and words of a refusal that
 * name a row (`transactions.0.userId`). Reads text, not values, so that of a reply that is cut off or broken what can
 * be told is told. Bytes, not characters: Latin-1 has one for each.
 */
export const cutRows: CutRows = ({ request, reply }, questions) => {
  const findQuestion = indexQuestions(questions.map(({ input }) => rowSchema.parse(input)))
  const sent = textOf(request)
  const came = textOf(reply)
  const sentRows = rowsOf(sent)
  const places = sentRows.map((row) => findQuestion(read(sent, row)))
  const named = wordsNamingRows(came).flatMap(({ start, end, row }): RowSpan[] => {
    const question = places[row] ?? null
    return question === null ? [] : [{ start, end, question }]
  })
  const cameRows = rowsOf(came).flatMap((row): RowSpan[] => {
    const question = findQuestion(read(came, row))
    return question === null ? [] : [{ ...row, question }]
  })
  return {
    request: sentRows.flatMap((row, place): RowSpan[] => {
      const question = places[place] ?? null
      return question === null ? [] : [{ ...row, question }]
    }),
    reply: withoutOverlap([...cameRows, ...named]),
  }
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** The objects in the list that a member `transactions` holds; of one that is cut off, all that came. */
function rowsOf(text: string): readonly Stretch[] {
  const rows: Stretch[] = []
  for (const { 0: opening, index } of text.matchAll(/"transactions"\s*:\s*\[/g)) {
    let depth = 0
    let start = 0
    for (const token of text.slice(index + opening.length).matchAll(/"(?:[^"\\]+|\\.)*(?:"|$)|[{}[\]]/gs)) {
      const at = index + opening.length + token.index
      const [mark = ''] = token[0]
      if (mark === '{' || mark === '[') {
        if (depth === 0) start = at
        depth += 1
      } else if (mark === '}' || mark === ']') {
        if (depth === 0) break
        depth -= 1
        if (depth === 0) rows.push({ start, end: at + 1 })
      }
    }
    if (depth > 0) rows.push({ start, end: text.length })
  }
  return rows.toSorted((a, b) => a.start - b.start)
}

interface Named {
  readonly transactionId: string | null
  readonly userId: string | null
}

const value = String.raw`\s*:\s*("(?:[^"\\]|\\.)*"|[^\s,}\]]+)`
const transactionIdOf = new RegExp(`"transactionId"${value}`, 's')
const userIdOf = new RegExp(`"userId"${value}`, 's')

function read(text: string, { start, end }: Stretch): Named {
  const row = text.slice(start, end)
  const member = (pattern: RegExp) => {
    const found = pattern.exec(row)?.[1]
    return found === undefined ? null : found.startsWith('"') ? unquote(found) : found
  }
  return { transactionId: member(transactionIdOf), userId: member(userIdOf) }
}

/** Finds the question of a row: by user and transaction, else by its user, else by its transaction. */
function indexQuestions(asked: readonly AskedRow[]): (row: Named) => number | null {
  const places = new Map<string, number>()
  for (const [place, { userId, transactionId }] of asked.entries()) {
    for (const name of [`${userId} ${transactionId}`, `${userId} `, ` ${transactionId}`])
      if (!places.has(name)) places.set(name, place)
  }
  // Users come as they were asked, but for a provider that writes 1000 as 1e3.
  const userOf = (came: string) =>
    /^\d+$/.test(came) ? came : (asked.find(({ userId }) => isSameNumber(userId, came))?.userId ?? came)
  return (row) => {
    if (row.userId === null) return places.get(` ${row.transactionId}`) ?? null
    const user = userOf(row.userId)
    return places.get(`${user} ${row.transactionId}`) ?? places.get(`${user} `) ?? null
  }
}

function wordsNamingRows(text: string): readonly (Stretch & { readonly row: number })[] {
  return [...text.matchAll(/"(?:[^"\\]+|\\.)*"/gs)].flatMap(({ 0: words, index }) => {
    const row = /\btransactions\.(\d{1,6})\b/.exec(words)?.[1]
    return row === undefined ? [] : [{ start: index, end: index + words.length, row: Number(row) }]
  })
}

function withoutOverlap(spans: readonly RowSpan[]): readonly RowSpan[] {
  const kept: RowSpan[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(Buffer.from(quoted, 'latin1').toString()))
  } catch {
    return quoted.slice(1, -1)
  }
}

function textOf(body: Uint8Array | null): string {
  return body === null ? '' : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
}
