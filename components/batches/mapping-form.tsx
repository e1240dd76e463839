'use client'

import { Check } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { callAction } from '#components/desk/call-action.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Label } from '#components/ui/label.tsx'
import type { BatchMapping, InputSource } from '#lib/batches/mapping.ts'
import type { ConnectionDescription } from '#lib/connections/describe.ts'
import { Choice } from './choice.tsx'
import { FirstRows } from './first-rows.tsx'
import { InputRow } from './input-row.tsx'
import type { PreflightActing } from './preflight-acting.ts'

interface MappingFormProps extends Pick<PreflightActing, 'remap'> {
  readonly batchId: string
  readonly columns: readonly string[]
  /** As it was proposed, or set before. */
  readonly mapping: BatchMapping
  readonly first: readonly { readonly line: number; readonly cells: readonly string[] }[]
  readonly connections: readonly ConnectionDescription[]
  /** Those that rows of the list name. */
  readonly named: readonly string[]
}

/** What the columns mean, to be changed, with the first rows under it. */
export function MappingForm(props: MappingFormProps) {
  const { batchId, columns, mapping, first, connections, named, remap } = props
  const id = useId()
  const router = useRouter()
  const [draft, setDraft] = useState(mapping)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const changed = JSON.stringify(draft) !== JSON.stringify(mapping)
  const used = connections.filter((one) =>
    draft.connection === null ? draft.connectionColumn !== null : one.id === draft.connection,
  )

  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await callAction(() => remap({ batchId, mapping: draft }))
    setPending(false)
    setProblem(result.ok ? null : result.problem.message)
    if (result.ok) toast.success('The rows were checked anew')
    router.refresh()
  }
  const set = (connection: string, input: string, source: InputSource | null) => {
    const { [input]: _, ...others } = draft.inputs[connection] ?? {}
    const inputs = source === null ? others : { ...others, [input]: source }
    setDraft({ ...draft, inputs: { ...draft.inputs, [connection]: inputs } })
  }
  // Another column names others.
  const isAside = ({ id: connection }: ConnectionDescription) =>
    draft.connectionColumn !== null &&
    draft.connectionColumn === mapping.connectionColumn &&
    named.length > 0 &&
    !named.includes(connection)
  const inputsOf = ({ id: connection, label, inputs }: ConnectionDescription) => (
    <fieldset key={connection} className="flex flex-col gap-2">
      <legend className="mb-1.5 text-xs font-medium text-muted-foreground">{label}</legend>
      <div className="grid gap-x-6 gap-y-2 md:grid-cols-2">
        {inputs.map((input) => (
          <InputRow
            key={input.name}
            input={input}
            columns={columns}
            source={draft.inputs[connection]?.[input.name] ?? null}
            onChange={(source) => set(connection, input.name, source)}
          />
        ))}
      </div>
    </fieldset>
  )
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">What the columns mean</h2>
      <form
        onSubmit={(event) => void submit(event)}
        className="flex flex-col gap-4 rounded-xl border bg-card px-4 py-3.5"
      >
        <div className="flex max-w-md flex-col gap-1.5">
          <Label htmlFor={id}>Connection</Label>
          <Choice
            id={id}
            value={
              draft.connectionColumn === null
                ? `connection ${draft.connection ?? ''}`
                : `column ${draft.connectionColumn}`
            }
            onChange={({ target }) => setDraft({ ...draft, ...readConnection(target.value) })}
          >
            <option value="connection ">None is chosen</option>
            {connections.map(({ id: value, label }) => (
              <option key={value} value={`connection ${value}`}>
                {label}
              </option>
            ))}
            {columns.map((column, index) => (
              <option key={index} value={`column ${index}`}>
                By column “{column}”
              </option>
            ))}
          </Choice>
          {draft.connection === null && draft.connectionColumn === null && (
            <p className="text-[13px] text-warning">
              No connection, or more than one, fits these columns: choose whom to ask.
            </p>
          )}
        </div>
        {used.filter((one) => !isAside(one)).map(inputsOf)}
        {used.some(isAside) && (
          <details className="text-[13px]">
            <summary className="cursor-pointer rounded-sm text-[13px] text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/50">
              Connections that no row names ({used.filter(isAside).length})
            </summary>
            <div className="mt-3 flex flex-col gap-4">{used.filter(isAside).map(inputsOf)}</div>
          </details>
        )}
        <FirstRows columns={columns} rows={first} meanings={listMeanings(draft, used)} />
        <FieldError role="alert">{problem}</FieldError>
        {changed && (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" size="sm" disabled={pending}>
              <Check /> {pending ? 'Checking the rows …' : 'Apply, and check the rows anew'}
            </Button>
            <Button
              type="button"
              variant="outline"
              size="sm"
              disabled={pending}
              onClick={() => {
                setDraft(mapping)
                setProblem(null)
              }}
            >
              Back to how it was
            </Button>
          </div>
        )}
      </form>
    </section>
  )
}

function readConnection(value: string): Pick<BatchMapping, 'connection' | 'connectionColumn'> {
  const [kind, ...rest] = value.split(' ')
  const named = rest.join(' ')
  if (kind === 'column') return { connection: null, connectionColumn: Number(named) }
  return { connection: named === '' ? null : named, connectionColumn: null }
}

/** By column what it is taken for, in the words of the inputs. */
function listMeanings(
  { connectionColumn, inputs }: BatchMapping,
  used: readonly ConnectionDescription[],
): ReadonlyMap<number, string> {
  const words = new Map<number, Set<string>>()
  const add = (column: number, word: string) => words.set(column, (words.get(column) ?? new Set()).add(word))
  if (connectionColumn !== null) add(connectionColumn, 'Connection')
  for (const { id, inputs: fields } of used)
    for (const { name, label } of fields) {
      const source = inputs[id]?.[name]
      if (source && 'column' in source) add(source.column, label)
    }
  return new Map([...words].map(([column, set]) => [column, [...set].join(', ')]))
}
