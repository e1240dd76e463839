import { Check, CircleHelp, CircleX, LockKeyhole } from 'lucide-react'
import { LookBadge } from '#components/status-badge.tsx'
import type { Look } from '#components/status-look.ts'
import type { EventResult } from '#lib/audit/event.ts'
import { wordsByResult } from '#lib/audit/words.ts'

/** How what was tried ended. */
export function ResultBadge({ result }: { readonly result: string | null }) {
  // Most went well: a badge for each of them would drown those that did not.
  if (result === 'ok') {
    return (
      <span className="inline-flex h-6 items-center gap-1.5 text-xs text-muted-foreground">
        <Check aria-hidden className="size-3.5" /> {wordsByResult.ok}
      </span>
    )
  }
  return (
    <LookBadge look={looks.get(result ?? '') ?? { ...lookByResult.unknown, word: result ?? 'Not said' }} />
  )
}

const lookByResult: Record<Exclude<EventResult, 'ok'>, Look> = {
  denied: { icon: LockKeyhole, word: wordsByResult.denied, tone: 'danger', about: 'money' },
  failed: { icon: CircleX, word: wordsByResult.failed, tone: 'danger', about: 'question' },
  unknown: { icon: CircleHelp, word: wordsByResult.unknown, tone: 'warning', about: 'question' },
}

const looks = new Map<string, Look>(Object.entries(lookByResult))
