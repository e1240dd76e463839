import type { Uploaded } from '#lib/api/batch-upload.ts'

/** A list on its way: how far, then what became of it. */
export interface Upload {
  readonly done: Promise<UploadEnd>
  readonly cancel: () => void
}

export type UploadEnd =
  | { readonly kind: 'read'; readonly id: string }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'cancelled' }

interface Given {
  readonly body: Blob
  readonly name: string
  readonly source: 'file' | 'paste'
  /** Of every row; '' where a column names it. */
  readonly connection: string
}

/** Sends a list. Only this old way of asking tells how much has been sent. */
export function startUpload(
  { body, name, source, connection }: Given,
  onSent: (bytes: number) => void,
): Upload {
  const query = new URLSearchParams({ name, source })
  if (connection !== '') query.set('connection', connection)
  const request = new XMLHttpRequest()
  const done = new Promise<UploadEnd>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded))
    request.addEventListener('abort', () => resolve({ kind: 'cancelled' }))
    request.addEventListener('error', () => resolve({ kind: 'failed', words: broken }))
    request.addEventListener('load', () => resolve(readEnd(request)))
  })
  request.open('POST', `/batches/upload?${query}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.send(body)
  return { done, cancel: () => request.abort() }
}

const broken = 'The line broke off, and nothing was kept. Try again.'

function readEnd({ status, responseText }: XMLHttpRequest): UploadEnd {
  const answer = parse(responseText)
  if (answer === null) return { kind: 'failed', words: `The desk answered ${status}. Try again.` }
  if ('id' in answer) {
    const { id, refusal } = answer
    return refusal === null ? { kind: 'read', id } : { kind: 'refused', words: refusal }
  }
  return { kind: 'failed', words: answer.detail }
}

/** Our own answer, or a problem. */
function parse(text: string): Uploaded | { readonly detail: string } | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    if ('id' in value && 'refusal' in value)
      return { id: String(value.id), refusal: value.refusal === null ? null : String(value.refusal) }
    return 'detail' in value ? { detail: String(value.detail) } : null
  } catch {
    return null
  }
}
