'use client'

import { type FormEvent, useId, useState } from 'react'
import { QuestionField } from '#components/desk/question-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '#components/ui/dialog.tsx'
import type { FieldProblems } from '#lib/access/problem.ts'
import type { InputField } from '#lib/providers/contract.ts'
import { type BoardColumn, changeableOf, nameOf, secretsOf } from './board-columns.ts'

/** By the id of the look-up that is asked again. */
export type Inputs = ReadonlyMap<string, Readonly<Record<string, string>>>

interface AskAgainDialogProps {
  readonly columns: readonly BoardColumn[]
  /** Every input can be changed; otherwise only what is not kept is asked for. */
  readonly everything: boolean
  readonly asking: boolean
  /** By path: `questions.0.input.token`, in the order of the columns. */
  readonly problems: FieldProblems
  readonly onAsk: (inputs: Inputs) => void
  readonly onClose: () => void
  /** After it has gone, to give the focus back. */
  readonly onClosed: () => void
}

/** Asks for what asking again needs. What the look-ups are about stays. */
export function AskAgainDialog(props: AskAgainDialogProps) {
  const { columns, everything, asking, problems, onAsk, onClose, onClosed } = props
  const formId = useId()
  const [values, setValues] = useState<Inputs>(
    () =>
      new Map(
        columns.map((column) => [
          column.newest.id,
          Object.fromEntries(
            fieldsOf(column, everything).map(({ name, secret }) => [
              name,
              secret ? '' : (column.newest.input[name] ?? ''),
            ]),
          ),
        ]),
      ),
  )
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    onAsk(new Map([...values].map(([id, input]) => [id, trimmed(input)])))
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        className={cn(everything && 'sm:max-w-2xl')}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          onClosed()
        }}
      >
        <DialogHeader>
          <DialogTitle>{everything ? 'Ask again with changes' : 'Ask again'}</DialogTitle>
          <DialogDescription>
            {everything
              ? 'The answer joins this board. To ask about something else, start at the desk.'
              : 'Secrets are not kept, so they are needed once more. The rest is as before.'}
          </DialogDescription>
        </DialogHeader>
        <form id={formId} onSubmit={submit} autoComplete="off" className="flex flex-col gap-5">
          {columns.map((column, index) => {
            const { id } = column.newest
            const fields = fieldsOf(column, everything)
            if (fields.length === 0) return null
            return (
              <fieldset key={id}>
                <legend className="mb-2 text-sm font-semibold">{nameOf(column)}</legend>
                <div className={cn('grid gap-x-4 gap-y-3', everything && 'sm:grid-cols-2')}>
                  {fields.map((field) => (
                    <QuestionField
                      key={field.name}
                      id={`${formId}-${index}-${field.name}`}
                      plan={{
                        field,
                        value: values.get(id)?.[field.name] ?? '',
                        source: null,
                        lacking: 0,
                        problem: null,
                      }}
                      tried={false}
                      refusal={problems[`questions.${index}.input.${field.name}`] ?? null}
                      onChange={(value) =>
                        setValues((now) => new Map(now).set(id, { ...now.get(id), [field.name]: value }))
                      }
                    />
                  ))}
                </div>
              </fieldset>
            )
          })}
        </form>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} disabled={asking}>
            Ask again
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function trimmed(input: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value.trim()]))
}

function fieldsOf(column: BoardColumn, everything: boolean): readonly InputField[] {
  return everything ? changeableOf(column) : secretsOf(column)
}
