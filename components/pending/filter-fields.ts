import type { FilterField } from '#components/filter-bar/filter-text.ts'
import { lookByAbsence, lookByStatus } from '#components/status-look.ts'
import { type Age, ages, openWords, type Period, periods, usualPeriod } from '#lib/pending/filter.ts'

interface Choices {
  readonly connections: readonly { readonly id: string; readonly label: string }[]
}

/** The fields by which the board can be narrowed. */
export function listFilterFields({ connections }: Choices): readonly FilterField[] {
  return [
    { param: 'transactionId', word: 'transaction', label: 'Transaction' },
    {
      param: 'connection',
      word: 'connection',
      label: 'Connection',
      values: connections.map(({ id, label }) => ({ value: id, label })),
    },
    {
      param: 'status',
      word: 'status',
      label: 'Status',
      values: openWords.map((word) => ({
        value: word,
        label: (word === 'not_found_or_processing' ? lookByAbsence[word] : lookByStatus[word]).word,
      })),
    },
    { param: 'currency', word: 'currency', label: 'Currency' },
    {
      param: 'age',
      word: 'age',
      label: 'Open for',
      values: ages.map((age) => ({ value: age, label: wordsByAge[age] })),
    },
    {
      param: 'asked',
      word: 'asked',
      label: 'Asked within',
      values: periods.map((period) => ({
        value: period,
        label: `${wordsByPeriod[period]}${period === usualPeriod ? ', as usual' : ''}`,
      })),
    },
    {
      param: 'order',
      word: 'order',
      label: 'Order',
      values: [
        { value: 'oldest', label: 'Oldest first' },
        { value: 'newest', label: 'Newest first' },
      ],
    },
  ]
}

export const wordsByAge: Record<Age, string> = {
  '<1h': 'under 1 h',
  '1h-24h': '1 to 24 h',
  '1d-3d': '1 to 3 days',
  '>3d': 'over 3 days',
}

export const wordsByPeriod: Record<Period, string> = {
  '1d': '24 h',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '1y': 'a year',
}
