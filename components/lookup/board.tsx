'use client'

import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs'
import { type ReactNode, useState } from 'react'
import { Queries } from '#components/desk/queries.tsx'
import type { Zone } from '#components/format-time.ts'
import { lookOf } from '#components/status-look.ts'
import type { BoardState } from '#lib/api/board.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { findVerdict } from '#lib/lookups/verdict.ts'
import { AskAgainDialog } from './ask-again-dialog.tsx'
import { type BoardColumn, nameOf, toColumns } from './board-columns.ts'
import { BoardHeader } from './board-header.tsx'
import { BoardTroubleNote } from './board-trouble-note.tsx'
import { Column } from './column.tsx'
import { RawPanel } from './raw-panel.tsx'
import { type AskAgainAction, useAskAgain } from './use-ask-again.ts'
import { useBoard } from './use-board.ts'
import { useRaw } from './use-raw.ts'
import { VerdictLine } from './verdict-line.tsx'

interface BoardProps {
  /** Any look-up of the board. */
  readonly lookupId: string
  readonly initial: BoardState
  readonly connections: readonly ConnectionDescription[]
  readonly zone: Zone
  readonly mayAsk: boolean
  readonly mayReadAudit: boolean
  readonly mayHold: boolean
  readonly askAgain: AskAgainAction
  /** The raw view of the exchange that the URL names; null when it names none. */
  readonly children: ReactNode
}

/** Everything asked about one transaction, a column for each connection, filling as answers land. */
export function Board(props: BoardProps) {
  return (
    <Queries>
      <LiveBoard {...props} />
    </Queries>
  )
}

function LiveBoard({
  mayReadAudit,
  mayHold,
  lookupId,
  initial,
  connections,
  zone,
  mayAsk,
  askAgain,
  children,
}: BoardProps) {
  const { board, trouble, refresh } = useBoard(lookupId, initial)
  const [chosen, setChosen] = useQueryState('at', parseAsArrayOf(parseAsString).withDefault([]))
  const [current, setCurrent] = useState<string | null>(null)
  const raw = useRaw()
  const again = useAskAgain(lookupId, askAgain, (asked) => {
    showNewest(asked)
    void refresh()
  })

  const columns = toColumns(board.lookups, connections, chosen)
  const verdict = findVerdict(columns.map(({ shown }) => shown))
  const askable = columns.filter((column) => whyNotAskable(column, mayAsk) === null)
  const keyed = columns.find(({ id }) => id === current) ?? columns[0]
  const rawColumn = columns.find(({ lookups }) => lookups.some(({ id }) => id === raw.lookupId))

  const withoutThoseOf = (some: readonly BoardColumn[]) =>
    chosen.filter((id) => !some.some(({ lookups }) => lookups.some((lookup) => lookup.id === id)))
  function showNewest(some: readonly BoardColumn[]) {
    void setChosen(withoutThoseOf(some))
  }
  function choose(column: BoardColumn, id: string) {
    if (id === column.newest.id) showNewest([column])
    else void setChosen([...withoutThoseOf([column]), id])
    if (column === rawColumn && id !== raw.lookupId) raw.toggle(id)
  }

  return (
    <>
      <BoardHeader
        lookupId={lookupId}
        mayReadAudit={mayReadAudit}
        mayHold={mayHold}
        lookups={board.lookups}
        zone={zone}
        cannotAsk={askable.length === 0 ? (columns[0] ? whyNotAskable(columns[0], mayAsk) : '') : null}
        onAskAgain={() => again.askAgain(askable)}
      />
      {trouble && <BoardTroubleNote trouble={trouble} />}
      {verdict && <VerdictLine verdict={verdict} />}
      <section
        aria-label="Answers"
        className="relative flex flex-col gap-4 md:-mx-1 md:grid md:auto-cols-[minmax(18.75rem,30rem)] md:grid-flow-col md:grid-rows-[repeat(8,auto)] md:gap-y-0 md:overflow-x-auto md:p-1"
      >
        {columns.map((column) => (
          <Column
            key={column.id}
            column={column}
            zone={zone}
            rawOpen={raw.lookupId === column.shown.id}
            current={column === keyed}
            cannotAsk={whyNotAskable(column, mayAsk)}
            onCurrent={() => setCurrent(column.id)}
            onRaw={() => raw.toggle(column.shown.id)}
            onAskAgain={() => again.askAgain([column])}
            onChange={() => again.askAgain([column], true)}
            onChoose={({ id }) => choose(column, id)}
          />
        ))}
      </section>
      <ul aria-live="polite" className="sr-only">
        {columns.map((column) => (
          <li key={column.id}>
            {nameOf(column)}: {lookOf(column.newest).word}
          </li>
        ))}
      </ul>
      {rawColumn && (
        <RawPanel
          key={raw.lookupId}
          column={rawColumn}
          lookup={rawColumn.lookups.find(({ id }) => id === raw.lookupId) ?? rawColumn.shown}
          zone={zone}
          raw={raw}
        >
          {children}
        </RawPanel>
      )}
      {again.dialog && <AskAgainDialog {...again.dialog} />}
    </>
  )
}

function whyNotAskable({ connection, newest }: BoardColumn, mayAsk: boolean): string | null {
  if (!mayAsk) return 'This needs the capability lookup.ask.'
  if (connection === null) return 'The desk no longer has this connection.'
  return newest.outcome === null ? 'It was asked and has not answered yet.' : null
}
