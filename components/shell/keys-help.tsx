'use client'

import { Checkbox } from '#components/ui/checkbox.tsx'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from '#components/ui/dialog.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Label } from '#components/ui/label.tsx'
import { setKeysOn, useKeysOn } from '#components/keys-setting.ts'
import { type DestinationId, destinations } from './navigation.ts'

interface KeysHelpProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly shown: readonly DestinationId[]
}

type KeyLine = readonly [keys: readonly string[], does: string]

const everywhere: readonly KeyLine[] = [
  [['/'], 'Focus the box'],
  [['⌘K', 'Ctrl K'], 'Jump to anything'],
  [['?'], 'This list'],
]
const lists: readonly KeyLine[] = [
  [['J', 'K'], 'Next, previous row'],
  [['Space'], 'Look at the row beside the list'],
  [['Enter'], 'Open its page'],
  [['Esc'], 'Close, clear'],
]
const lookup: readonly KeyLine[] = [
  [['c'], 'Copy the transaction id'],
  [['r'], 'Ask again'],
  [['v'], 'Raw request and reply'],
]
const batch: readonly KeyLine[] = [
  [['n'], 'New batch, from the list'],
  [['r'], 'Retry the faults'],
  [['p'], 'Ask the pendings again'],
  [['s'], 'Pause, resume'],
]

/** Every key of the desk, and the switch that turns them off. */
export function KeysHelp({ open, onOpenChange, shown }: KeysHelpProps) {
  const on = useKeysOn()
  const go: readonly KeyLine[] = destinations
    .filter(({ id }) => shown.includes(id))
    .map(({ key, label }) => [['g', key], label])
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="sm:max-w-xl">
        <DialogHeader>
          <DialogTitle>Keys</DialogTitle>
          <DialogDescription>They rest while you type.</DialogDescription>
        </DialogHeader>
        <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          <KeyGroup title="Everywhere" lines={everywhere} />
          <KeyGroup title="Go to" lines={go} />
          <KeyGroup title="Lists" lines={lists} />
          <KeyGroup title="A look-up" lines={lookup} />
          {shown.includes('batches') && <KeyGroup title="A batch" lines={batch} />}
        </div>
        <div className="flex items-center gap-2 border-t pt-4">
          <Checkbox id="keys-on" checked={on} onCheckedChange={(checked) => setKeysOn(checked === true)} />
          <Label htmlFor="keys-on">Single keys act (⌘K and Ctrl K always do)</Label>
        </div>
      </DialogContent>
    </Dialog>
  )
}

function KeyGroup({ title, lines }: { readonly title: string; readonly lines: readonly KeyLine[] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-xs font-medium text-muted-foreground">{title}</h3>
      <dl className="flex flex-col gap-1.5">
        {lines.map(([keys, does]) => (
          <div key={does} className="flex items-center justify-between gap-4 text-[13px]">
            <dt>{does}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
