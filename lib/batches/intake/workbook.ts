import { FileFault } from './file-fault.ts'
import { isDateFormat } from './excel-date.ts'
import { drainXml, type XmlListener } from './xml.ts'
import type { Zip } from './zip.ts'

/** What stands around the cells of a workbook. */
export interface Workbook {
  /** The sheet that is read: the first that is not hidden. */
  readonly sheet: { readonly name: string; readonly part: string }
  readonly otherSheets: number
  readonly sharedStringsPart: string | null
  /** Days are counted from 1904 on. */
  readonly from1904: boolean
  /** Whether the cell style of that index shows a date or time. */
  readonly dateStyles: readonly boolean[]
}

const mostBytes = 32 * 1024 * 1024

interface Relation {
  readonly type: string
  readonly target: string
}

/** Reads what a workbook says of itself. Throws a `FileFault` where there is no sheet to read. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const part = 'xl/workbook.xml'
  if (!zip.names.includes(part)) {
    const binary = zip.names.includes('xl/workbook.bin')
    throw new FileFault(
      binary
        ? 'This is a binary workbook (.xlsb). Save it as .xlsx or CSV.'
        : 'This is a ZIP, but no workbook. A batch is read from CSV, XLSX or JSON.',
    )
  }
  const sheets: { name: string; relation: string; hidden: boolean }[] = []
  let from1904 = false
  await read(zip, part, (name, attribute) => {
    if (name === 'sheet') {
      const state = attribute('state')
      const hidden = state === 'hidden' || state === 'veryHidden'
      sheets.push({ name: attribute('name') ?? '', relation: attribute('id') ?? '', hidden })
    }
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
  })
  const relations = await readRelations(zip)
  const readable = sheets.flatMap(({ name, relation, hidden }) => {
    const found = relations.get(relation)
    return found?.type.endsWith('/worksheet') && !hidden ? [{ name, part: found.target }] : []
  })
  const [sheet] = readable
  if (!sheet || !zip.names.includes(sheet.part))
    throw new FileFault('This workbook has no sheet that can be read.')
  const partOf = (type: string) =>
    [...relations.values()].find((relation) => relation.type.endsWith(type))?.target ?? null
  return {
    sheet,
    otherSheets: sheets.length - 1,
    sharedStringsPart: partOf('/sharedStrings'),
    from1904,
    dateStyles: await readDateStyles(zip, partOf('/styles')),
  }
}

async function readRelations(zip: Zip): Promise<ReadonlyMap<string, Relation>> {
  const relations = new Map<string, Relation>()
  await read(zip, 'xl/_rels/workbook.xml.rels', (name, attribute) => {
    if (name !== 'Relationship') return
    const target = attribute('Target') ?? ''
    relations.set(attribute('Id') ?? '', {
      type: attribute('Type') ?? '',
      target: target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
    })
  })
  return relations
}

async function readDateStyles(zip: Zip, part: string | null): Promise<readonly boolean[]> {
  const codes = new Map<string, string>()
  const formats: string[] = []
  let inCellFormats = false
  if (part === null) return []
  await read(
    zip,
    part,
    (name, attribute) => {
      if (name === 'numFmt') codes.set(attribute('numFmtId') ?? '', attribute('formatCode') ?? '')
      if (name === 'cellXfs') inCellFormats = true
      if (name === 'xf' && inCellFormats) formats.push(attribute('numFmtId') ?? '0')
    },
    (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  )
  return formats.map((id) => isDateFormat(Number(id), codes.get(id) ?? null))
}

async function read(
  zip: Zip,
  part: string,
  open: XmlListener['open'],
  close: XmlListener['close'] = () => {},
): Promise<void> {
  const stream = await zip.read(part, mostBytes)
  if (stream) await drainXml(stream, part, { open, close, text: () => {} })
}
