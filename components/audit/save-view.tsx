'use client'

import { BookmarkPlus } from 'lucide-react'
import { useId } from 'react'
import { DialogForm } from '#components/form/dialog-form.tsx'
import { TextField } from '#components/form/text-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Label } from '#components/ui/label.tsx'
import type { KeepActions } from './use-view-action.ts'

interface SaveViewProps extends Pick<KeepActions, 'saveView'> {
  /** The query of the page as it stands. */
  readonly filter: Readonly<Record<string, string>>
}

/** Keeps the filter as it stands under a name. */
export function SaveView({ filter, saveView }: SaveViewProps) {
  const id = useId()
  return (
    <DialogForm
      button={
        <Button variant="ghost" size="sm" className="h-7 px-2 text-xs">
          <BookmarkPlus /> Save this view
        </Button>
      }
      title="Save this view"
      about="Keeps the filter as it stands; the rows are read anew each time."
      does="Save"
      blank={{ name: '', shared: false }}
      isReady={({ name }) => name.trim() !== ''}
      act={({ name, shared }) => saveView({ name, shared, filter })}
      done="View saved"
    >
      {({ values: { name, shared }, change, fields }) => (
        <>
          <TextField
            label="Name"
            maxLength={60}
            value={name}
            onChange={(typed) => change({ name: typed })}
            problem={fields['name']}
          />
          <div className="flex items-center gap-2">
            <Checkbox
              id={id}
              checked={shared}
              onCheckedChange={(checked) => change({ shared: checked === true })}
            />
            <Label htmlFor={id}>Share it with everyone who reads the audit</Label>
          </div>
        </>
      )}
    </DialogForm>
  )
}
