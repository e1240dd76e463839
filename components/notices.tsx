import { Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { wordsByNoticeKind } from '#lib/lookups/words.ts'
import type { Notice } from '#lib/providers/answer.ts'
import type { NoticeKind } from '#lib/providers/vocabulary.ts'
import { cn } from './ui/cn.ts'
import { VisibleText } from './visible-text.tsx'

/** What a person should know beside the result. Nothing when there is nothing. */
export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  if (notices.length === 0) return null
  return (
    <ul aria-label="Notices" className="flex flex-col gap-1.5">
      {notices.map(({ kind, text }) => {
        const [Icon, tone] = lookByKind[kind]
        return (
          <li key={`${kind} ${text}`} className="flex items-start gap-2 text-[13px] leading-snug">
            <Icon aria-hidden className={cn('mt-0.5 size-3.5 shrink-0', tone)} />
            <span className="min-w-0 break-words">
              <span className="font-medium">{wordsByNoticeKind[kind]}.</span> <VisibleText text={text} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

const lookByKind: Record<NoticeKind, readonly [LucideIcon, string]> = {
  drift: [TriangleAlert, 'text-warning'],
  mismatch: [TriangleAlert, 'text-danger'],
  sum: [TriangleAlert, 'text-warning'],
  delay: [Info, 'text-info'],
  surplus: [TriangleAlert, 'text-warning'],
  duplicate_key: [TriangleAlert, 'text-warning'],
  echo: [TriangleAlert, 'text-warning'],
  note: [Info, 'text-info'],
}
