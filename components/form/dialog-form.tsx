'use client'

import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import type { ConfirmAction } from '#components/access/use-confirmed.tsx'
import { Button } from '#components/ui/button.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '#components/ui/dialog.tsx'
import { FieldError } from '#components/ui/field.tsx'
import type { ActionResult } from '#lib/access/perform.ts'
import { type Form, useForm } from './use-form.ts'

/** The form, and the way out of its dialog. */
interface OpenForm<Values> extends Form<Values> {
  readonly close: () => void
}

interface DialogFormProps<Values, Data> {
  /** Opens it. */
  readonly button: ReactNode
  readonly title: string
  /** What it will mean. */
  readonly about: ReactNode
  /** On the button that does it; of what is typed, where it takes two steps. */
  readonly does: string | ((values: Values) => string)
  /** What cannot be taken back. */
  readonly grave?: boolean
  readonly blank: Values
  /** Opens it at once. */
  readonly filled?: Values | null
  /** Whether it can be sent as it stands. */
  readonly isReady?: (values: Values) => boolean
  readonly act: (values: Values) => Promise<ActionResult<Data>>
  readonly confirmPassword?: ConfirmAction | undefined
  /** Said when it is done, and closed; null leaves it open. */
  readonly done?: string | ((data: Data, form: OpenForm<Values>) => string | null)
  /** What is shown in the place of the form when it is done; null where nothing is. */
  readonly renderDone?: (data: Data, form: OpenForm<Values>) => ReactNode
  readonly children?: (form: OpenForm<Values>) => ReactNode
}

/** A button, and behind it a form in a dialog, which is blank again whenever it was closed. */
export function DialogForm<Values extends object, Data>(props: DialogFormProps<Values, Data>) {
  const { button, title, about, does, grave = false, blank, filled = null, isReady = () => true } = props
  const { act, confirmPassword, done = null, renderDone, children } = props
  const [isOpen, setOpen] = useState(filled !== null)
  const [instead, setInstead] = useState<ReactNode>(null)
  const form = useForm({ blank, filled, act, confirmPassword, onDone })
  const open = { ...form, close }

  function onDone(data: Data) {
    const shown = renderDone?.(data, open) ?? null
    if (shown !== null) return setInstead(shown)
    const said = typeof done === 'function' ? done(data, open) : done
    if (said === null) return
    close()
    toast.success(said)
  }
  function close() {
    setOpen(false)
    setInstead(null)
    form.reset()
  }

  return (
    <>
      <Dialog open={isOpen} onOpenChange={(now) => (now ? setOpen(true) : close())}>
        <DialogTrigger asChild>{button}</DialogTrigger>
        <DialogContent className="sm:max-w-md">
          {instead ?? (
            <>
              <DialogHeader>
                <DialogTitle>{title}</DialogTitle>
                <DialogDescription>{about}</DialogDescription>
              </DialogHeader>
              <form onSubmit={form.submit} noValidate className="flex flex-col gap-4">
                {children?.(open)}
                <FieldError role="alert">{form.problem}</FieldError>
                <DialogFooter>
                  <Button type="button" variant="outline" onClick={close}>
                    Cancel
                  </Button>
                  <Button
                    type="submit"
                    variant={grave ? 'destructive' : 'default'}
                    disabled={form.pending || !isReady(form.values)}
                  >
                    {typeof does === 'string' ? does : does(form.values)}
                  </Button>
                </DialogFooter>
              </form>
            </>
          )}
        </DialogContent>
      </Dialog>
      {form.confirming}
    </>
  )
}
