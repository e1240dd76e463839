'use client'

import { Scale } from 'lucide-react'
import { DialogForm } from '#components/form/dialog-form.tsx'
import { TextField } from '#components/form/text-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldLabel } from '#components/ui/field.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#components/ui/select.tsx'
import type { HoldSubjectKind } from '#lib/audit/evidence-event.ts'
import type { EvidenceActing } from './acting.ts'
import { isHoldKind, labelByHoldKind } from './hold-words.ts'
import { ReasonField } from './reason-field.tsx'

interface NewHold {
  readonly subjectKind: HoldSubjectKind
  readonly subject: string
  readonly reason: string
}

interface SetHoldProps {
  /** What it is to be on; opens the form at once. */
  readonly on: Pick<NewHold, 'subjectKind' | 'subject'> | null
  readonly setHold: EvidenceActing['setHold']
}

const blank: NewHold = { subjectKind: 'player', subject: '', reason: '' }

/** A button and the form of a new legal hold. */
export function SetHold({ on, setHold }: SetHoldProps) {
  return (
    <DialogForm
      button={
        <Button variant="outline" size="sm">
          <Scale /> Set a legal hold
        </Button>
      }
      title="Set a legal hold"
      about="What it is on is neither erased nor dropped, however old, until somebody lifts it."
      does="Set the hold"
      blank={blank}
      filled={on && { ...blank, ...on }}
      act={setHold}
      done="The hold is in force"
    >
      {({ values: { subjectKind, subject, reason }, change, fields }) => (
        <>
          <Field>
            <FieldLabel htmlFor="hold-kind">On</FieldLabel>
            <Select
              value={subjectKind}
              onValueChange={(chosen) => isHoldKind(chosen) && change({ subjectKind: chosen })}
            >
              <SelectTrigger id="hold-kind">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {Object.entries(labelByHoldKind).map(([name, label]) => (
                  <SelectItem key={name} value={name}>
                    {label.choice}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          </Field>
          <TextField
            label={labelByHoldKind[subjectKind].subject}
            className="font-mono"
            value={subject}
            onChange={(typed) => change({ subject: typed })}
            problem={fields['subject']}
          />
          <ReasonField
            value={reason}
            onChange={(typed) => change({ reason: typed })}
            problem={fields['reason']}
          />
        </>
      )}
    </DialogForm>
  )
}
