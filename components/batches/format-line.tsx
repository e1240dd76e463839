import type { Preflight } from '#lib/batches/preflight.ts'
import type { BatchView } from '#lib/batches/view.ts'

interface FormatLineProps {
  readonly batch: Pick<BatchView, 'bytes' | 'sha256'>
  readonly format: Preflight['format']
}

/** As what the list was recognised, and the bytes as they came. */
export function FormatLine({ batch: { bytes, sha256 }, format }: FormatLineProps) {
  const { kind, encoding, delimiter, sheet } = format
  const parts = [
    wordsByKind[kind],
    encoding && (wordsByEncoding[encoding] ?? encoding),
    delimiter !== undefined && `delimiter ${wordsByDelimiter[delimiter] ?? `“${delimiter}”`}`,
    sheet !== undefined && `sheet “${sheet}”`,
    bytes !== null && `${bytes.toLocaleString('en')} bytes`,
    sha256 !== null && `sha256 ${sha256.slice(0, 8)}…`,
  ]
  return <p title={sha256 ?? undefined}>{parts.filter(Boolean).join(' · ')}</p>
}

const wordsByKind: Record<Preflight['format']['kind'], string> = {
  csv: 'Text with columns',
  xlsx: 'Excel workbook',
  json: 'JSON',
  ndjson: 'JSON Lines',
  lookups: 'Look-ups of a filter',
  events: 'Transactions named in the audit',
  pending: 'Open transactions of a filter',
  ids: 'Ids alone',
}
const wordsByEncoding: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
}
const wordsByDelimiter: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}
