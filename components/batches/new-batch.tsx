'use client'

import { ClipboardPaste, FileUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useRef, useState } from 'react'
import { FaultState } from '#components/fault-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldDescription, FieldLabel } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { Choice } from './choice.tsx'
import { hrefOfBatch } from './href.ts'
import { startUpload, type Upload, type UploadEnd } from './upload.ts'
import { UploadPart } from './upload-part.tsx'
import { useDrop } from './use-drop.ts'

interface NewBatchProps {
  readonly connections: readonly { readonly id: string; readonly label: string }[]
}

interface Going extends Upload {
  readonly name: string
  readonly bytes: number
}

/** A list comes in: dropped anywhere, chosen, or pasted. Nobody is asked yet. */
export function NewBatch({ connections }: NewBatchProps) {
  const id = useId()
  const router = useRouter()
  const file = useRef<HTMLInputElement>(null)
  const [connection, setConnection] = useState('')
  const [text, setText] = useState('')
  const [going, setGoing] = useState<Going | null>(null)
  const [sent, setSent] = useState(0)
  const [end, setEnd] = useState<Extract<UploadEnd, { words: string }> | null>(null)
  const over = useDrop((dropped) => void bring(dropped, dropped.name, 'file'))

  async function bring(body: Blob, name: string, source: 'file' | 'paste') {
    if (going !== null) return
    setEnd(null)
    setSent(0)
    const upload = startUpload({ body, name, source, connection }, setSent)
    setGoing({ ...upload, name, bytes: body.size })
    const ended = await upload.done
    // On the way to its page what is shown stays.
    if (ended.kind === 'read') return router.push(hrefOfBatch(ended.id))
    setGoing(null)
    if (ended.kind !== 'cancelled') setEnd(ended)
  }

  if (going) return <UploadPart {...going} sent={sent} onCancel={going.cancel} />
  return (
    <div className="flex flex-col gap-5">
      {end && (
        <FaultState
          title={end.kind === 'refused' ? 'This list cannot be read' : 'The list did not arrive'}
          words={null}
        >
          <p>{end.words}</p>
          <p className="text-muted-foreground">Nothing was started, and nobody was asked.</p>
        </FaultState>
      )}
      <Field className="max-w-sm">
        <FieldLabel htmlFor={`${id}-connection`}>Connection</FieldLabel>
        <Choice
          id={`${id}-connection`}
          value={connection}
          onChange={({ target }) => setConnection(target.value)}
          aria-describedby={`${id}-help`}
        >
          <option value="">By column, or whichever fits the columns</option>
          {connections.map(({ id: value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Choice>
        <FieldDescription id={`${id}-help`}>It can be changed before anything is asked.</FieldDescription>
      </Field>
      <div
        className={`flex flex-col items-center gap-2 rounded-xl border border-dashed px-6 py-12 text-center ${over ? 'border-primary bg-accent' : ''}`}
      >
        <FileUp aria-hidden className="size-6 text-muted-foreground" />
        <p className="text-sm font-semibold">
          {over ? 'Let go to bring it' : 'Drop a file anywhere on this page'}
        </p>
        <p className="max-w-prose text-[13px] text-muted-foreground">
          CSV, XLSX or JSON, up to 100,000 rows or 50 MB. Delimiter, quotes and encoding are recognised; ids
          are kept as they are written.
        </p>
        <Button type="button" size="sm" className="mt-1" onClick={() => file.current?.click()}>
          Choose a file
        </Button>
        <input
          ref={file}
          type="file"
          aria-label="A file"
          className="sr-only"
          tabIndex={-1}
          accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson"
          onChange={({ target }) => {
            const [chosen] = target.files ?? []
            if (chosen) void bring(chosen, chosen.name, 'file')
            // The same file, corrected, can be chosen again.
            target.value = ''
          }}
        />
      </div>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') void bring(new Blob([text]), 'Paste', 'paste')
        }}
      >
        <Field>
          <FieldLabel htmlFor={`${id}-text`}>Or paste the rows</FieldLabel>
          <Textarea
            id={`${id}-text`}
            data-search
            value={text}
            rows={6}
            spellCheck={false}
            placeholder={'transactionId,playerId\nd47ac10b-58cc-4372-a567-0e02b2c3d479,1001'}
            className="font-mono text-[13px]"
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
        <Button
          type="submit"
          variant="outline"
          size="sm"
          disabled={text.trim() === ''}
          className="self-start"
        >
          <ClipboardPaste /> Read what is pasted
        </Button>
      </form>
    </div>
  )
}
