import { Button } from '#components/ui/button.tsx'
import { VisibleText } from '#components/visible-text.tsx'
import { Bar } from './bar.tsx'
import { percentOf } from './progress-words.ts'

interface UploadPartProps {
  readonly name: string
  readonly bytes: number
  readonly sent: number
  readonly onCancel: () => void
}

/** A list on its way: how much has been sent, then that its rows are read. */
export function UploadPart({ name, bytes, sent, onCancel }: UploadPartProps) {
  const percent = percentOf(Math.min(sent, bytes), bytes)
  const isSent = bytes > 0 && sent >= bytes
  const words = isSent
    ? 'All of it has arrived; its rows are being read'
    : `${formatBytes(sent)} of ${formatBytes(bytes)} sent`
  return (
    <section
      aria-label="Upload"
      className="flex flex-col gap-3 rounded-xl border bg-card px-4 py-3.5 shadow-xs"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-sm font-semibold [overflow-wrap:anywhere]">
          <VisibleText text={name} />
        </p>
        <Button type="button" variant="outline" size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <div
        role="progressbar"
        aria-label="Sent"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={words}
        className="h-2"
      >
        <Bar percent={percent} />
      </div>
      <p role="status" className="text-[13px] text-muted-foreground tabular-nums">
        {words}
      </p>
    </section>
  )
}

/** `1,204 bytes`, `12.4 MB`. */
function formatBytes(bytes: number): string {
  if (bytes < 10_000) return `${bytes.toLocaleString('en')} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000).toLocaleString('en')} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
