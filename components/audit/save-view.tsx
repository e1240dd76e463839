'use client'

import { BookmarkPlus } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '#components/ui/dialog.tsx'
import { Field, FieldError, FieldLabel } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Label } from '#components/ui/label.tsx'
import { type KeepActions, useViewAction } from './use-view-action.ts'

interface SaveViewProps extends Pick<KeepActions, 'saveView'> {
  /** The query of the page as it stands. */
  readonly filter: Readonly<Record<string, string>>
}

/** Keeps the filter as it stands under a name. */
export function SaveView({ filter, saveView }: SaveViewProps) {
  const id = useId()
  const { pending, run } = useViewAction()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [problem, setProblem] = useState('')

  function show(now: boolean) {
    setOpen(now)
    setName('')
    setShared(false)
    setProblem('')
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    const result = await run(() => saveView({ name, shared, filter }))
    if (!result.ok) return setProblem(result.problem.message)
    show(false)
    toast.success('View saved')
  }

  return (
    <Dialog open={open} onOpenChange={show}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="sm" className="h-7 px-2 text-xs">
          <BookmarkPlus /> Save this view
        </Button>
      </DialogTrigger>
      <DialogContent className="sm:max-w-md">
        <DialogHeader>
          <DialogTitle>Save this view</DialogTitle>
          <DialogDescription>
            Keeps the filter as it stands; the rows are read anew each time.
          </DialogDescription>
        </DialogHeader>
        <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
          <Field>
            <FieldLabel htmlFor={id}>Name</FieldLabel>
            <Input
              id={id}
              autoComplete="off"
              maxLength={60}
              value={name}
              onChange={({ target }) => {
                setName(target.value)
                setProblem('')
              }}
              aria-invalid={problem !== ''}
              aria-describedby={`${id}-problem`}
            />
            <FieldError id={`${id}-problem`} role="alert">
              {problem}
            </FieldError>
          </Field>
          <div className="flex items-center gap-2">
            <Checkbox
              id={`${id}-shared`}
              checked={shared}
              onCheckedChange={(checked) => setShared(checked === true)}
            />
            <Label htmlFor={`${id}-shared`}>Share it with everyone who reads the audit</Label>
          </div>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={() => show(false)}>
              Cancel
            </Button>
            <Button type="submit" disabled={pending || name.trim() === ''}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
