import type { ErasurePreview } from '#lib/evidence/erasure-list.ts'
import { labelByHoldKind } from './hold-words.ts'

/** What an erasure would take, what it would leave, and what stands in its way. */
export function CoverageNote({ preview }: { readonly preview: ErasurePreview }) {
  const { lookups, calls, transactions, keys, holds } = preview
  return (
    <div
      role="status"
      className="flex flex-col gap-1.5 rounded-lg border bg-muted px-3 py-2.5 text-[13px] leading-relaxed"
    >
      {keys === 0 ? (
        <p>Nothing is kept about this player that could be erased.</p>
      ) : (
        <p>
          Covers what was sent and received in{' '}
          <strong className="font-semibold">{count(calls, 'call')}</strong> of {count(lookups, 'look-up')}{' '}
          about {count(transactions, 'transaction')}, under {count(keys, 'key')}.
        </p>
      )}
      <p className="text-muted-foreground">
        Status, amounts, codes and ids stay, as your own financial record, and the audit keeps verifying.
      </p>
      {holds.map(({ id, subjectKind, subject, reason }) => (
        <p key={id} className="font-medium text-danger">
          Held: {labelByHoldKind[subjectKind].badge.toLowerCase()} {subject}, “{reason}”. Lift the hold first.
        </p>
      ))}
    </div>
  )
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`
}
