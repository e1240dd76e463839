export const fileFormats = ['csv', 'xlsx', 'jsonl'] as const
export type FileFormat = (typeof fileFormats)[number]

export const mediaTypes: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/jsonl; charset=utf-8',
}

/** A moment as names of files have it: `20261120T120000Z`. */
export function formatForName(at: string): string {
  return `${at.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** Larger files want the password of the last minutes. */
export const mostUnconfirmed = 1_000
