'use client'

import { ListFilter, LoaderCircle, Search, X } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useId, useRef, useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { type FilterField, type Filters, formatFilterText, parseFilterText } from './filter-text.ts'

interface FilterBarProps {
  readonly fields: readonly FilterField[]
  /** The parameter that a word without a colon belongs to. */
  readonly bare: string
  readonly placeholder: string
}

/** One state, in the URL, in two views: a line of text and chips. */
export function FilterBar({ fields, bare, placeholder }: FilterBarProps) {
  const [pending, startTransition] = useTransition()
  const [stored, store] = useQueryStates(
    Object.fromEntries(
      [...fields.map(({ param }) => param), 'cursor', 'peek'].map((param) => [param, parseAsString]),
    ),
    { shallow: false, history: 'push', startTransition },
  )
  const filters: Filters = Object.fromEntries(
    fields.flatMap(({ param }) => (stored[param] ? [[param, stored[param]]] : [])),
  )
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const problemId = useId()

  function apply(next: Filters) {
    setDraft(null)
    setProblem(null)
    const cleared = Object.fromEntries(Object.keys(stored).map((param) => [param, null]))
    void store({ ...cleared, ...next })
  }
  function submit() {
    const parsed = parseFilterText(draft ?? '', fields, bare)
    if (parsed.ok) apply(parsed.filters)
    else setProblem(parsed.problem)
  }
  function startTyping(word: string) {
    setDraft(`${draft ?? formatFilterText(filters, fields)} ${word}:`.trimStart())
    // The menu gives the focus back to its button first.
    requestAnimationFrame(() => input.current?.focus())
  }
  const without = (param: string) =>
    Object.fromEntries(Object.entries(filters).filter(([other]) => other !== param))

  const Busy = pending ? LoaderCircle : Search
  return (
    <search className="flex flex-col gap-2" aria-busy={pending}>
      <form
        className="flex items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className="relative min-w-0 flex-1">
          <Busy
            aria-hidden
            className={`pointer-events-none absolute top-2.5 left-3 size-4 text-muted-foreground ${pending ? 'animate-spin' : ''}`}
          />
          <input
            ref={input}
            data-search
            type="text"
            aria-label="Filter"
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : problemId}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={placeholder}
            value={draft ?? formatFilterText(filters, fields)}
            onChange={({ target }) => {
              setDraft(target.value)
              setProblem(null)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') apply({})
            }}
            className="h-9 w-full rounded-md border border-input bg-card pr-10 pl-9 font-mono text-[13px] shadow-xs outline-none placeholder:font-sans placeholder:text-muted-foreground focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/40 aria-invalid:border-destructive"
          />
          <Kbd className="absolute top-2 right-2 hidden sm:inline-flex">/</Kbd>
        </div>
        <FilterMenu
          fields={fields}
          filters={filters}
          onChoose={(param, value) => apply({ ...filters, [param]: value })}
          onType={startTyping}
        >
          <Button type="button" variant="outline">
            <ListFilter /> <span className="max-sm:sr-only">Filter</span>
          </Button>
        </FilterMenu>
      </form>
      {problem !== null && (
        <p id={problemId} role="alert" className="text-[13px] text-destructive">
          {problem}
        </p>
      )}
      {Object.keys(filters).length > 0 && (
        <ul aria-label="Active filters" className="flex flex-wrap items-center gap-1.5">
          {fields.flatMap(({ param, label, values }) => {
            const value = filters[param]
            if (value === undefined) return []
            return (
              <li key={param}>
                <button
                  type="button"
                  onClick={() => {
                    apply(without(param))
                    // The chip goes, and would take the focus with it.
                    input.current?.focus()
                  }}
                  className="inline-flex h-6 max-w-72 items-center gap-1 rounded-md border bg-card px-2 text-xs outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/50"
                >
                  <span className="text-muted-foreground">
                    <span className="sr-only">Remove the filter </span>
                    {label}
                  </span>
                  <span className="truncate font-medium">
                    {values?.find((known) => known.value === value)?.label ?? value}
                  </span>
                  <X aria-hidden className="size-3 shrink-0 text-muted-foreground" />
                </button>
              </li>
            )
          })}
          <li>
            <Button
              type="button"
              variant="link"
              size="sm"
              className="h-6 px-1 text-xs"
              onClick={() => {
                apply({})
                input.current?.focus()
              }}
            >
              Clear all
            </Button>
          </li>
        </ul>
      )}
    </search>
  )
}
