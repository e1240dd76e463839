'use client'

import { type FormEvent, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '#components/ui/dialog.tsx'
import { Field, FieldDescription, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { FieldProblems } from '#lib/access/problem.ts'
import type { InputField } from '#lib/providers/contract.ts'
import { type BoardColumn, nameOf, secretsOf } from './board-columns.ts'

export interface AskAgainDialogProps {
  readonly columns: readonly BoardColumn[]
  /** Every input can be changed; otherwise only what is not kept is asked for. */
  readonly everything: boolean
  readonly asking: boolean
  /** By path: `questions.0.input.token`, in the order of the columns. */
  readonly problems: FieldProblems
  /** Inputs by the id of the look-up that is asked again. */
  readonly onAsk: (inputs: ReadonlyMap<string, Readonly<Record<string, string>>>) => void
  readonly onClose: () => void
}

/** Asks for what asking again needs. What the look-ups are about stays. */
export function AskAgainDialog(props: AskAgainDialogProps) {
  const { columns, everything, asking, problems, onAsk, onClose } = props
  const formId = useId()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    onAsk(
      new Map(
        columns.map((column) => [
          column.newest.id,
          Object.fromEntries(
            fieldsOf(column, everything).map(({ name }) => [
              name,
              String(given.get(`${column.newest.id} ${name}`) ?? ''),
            ]),
          ),
        ]),
      ),
    )
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
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
            const fields = fieldsOf(column, everything)
            if (fields.length === 0) return null
            return (
              <fieldset key={column.id} className="flex flex-col gap-3">
                <legend className="mb-2 text-sm font-semibold">{nameOf(column)}</legend>
                {fields.map((field) => (
                  <InputOf
                    key={field.name}
                    field={field}
                    name={`${column.newest.id} ${field.name}`}
                    value={field.secret ? '' : (column.newest.input[field.name] ?? '')}
                    problem={problems[`questions.${index}.input.${field.name}`]}
                  />
                ))}
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

interface InputOfProps {
  readonly field: InputField
  readonly name: string
  readonly value: string
  readonly problem: string | undefined
}

function InputOf({ field, name, value, problem }: InputOfProps) {
  const id = useId()
  const about = field.hint ?? (field.choices && `One of ${field.choices.join(', ')}.`)
  return (
    <Field>
      <FieldLabel htmlFor={id}>
        {field.label}
        {!field.required && <span className="font-normal text-muted-foreground">optional</span>}
      </FieldLabel>
      <Input
        id={id}
        name={name}
        type={field.secret ? 'password' : 'text'}
        defaultValue={value}
        required={field.required}
        maxLength={field.maxLength}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-about`}
        className="font-mono"
      />
      <div id={`${id}-about`} className="empty:hidden">
        {problem === undefined ? (
          about && <FieldDescription>{about}</FieldDescription>
        ) : (
          <FieldError>{problem}</FieldError>
        )}
      </div>
    </Field>
  )
}

/** What a board is about cannot be changed on it: the transaction, or the player where there is none. */
function fieldsOf(column: BoardColumn, everything: boolean): readonly InputField[] {
  if (!everything) return secretsOf(column)
  const fixed = column.newest.subject.transactionId === null ? 'playerId' : 'transactionId'
  return (column.connection?.inputs ?? []).filter(({ subject }) => subject !== fixed)
}
