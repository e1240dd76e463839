import { crc32, deflateRawSync } from 'node:zlib'

interface Part {
  readonly name: string
  readonly data: string | Buffer
  /** The bit that says that the part is encrypted. */
  readonly encrypted?: boolean
  /** What it says it unpacks to, where that is not so. */
  readonly declaredBytes?: number
}

/** A ZIP, byte for byte as its specification (APPNOTE) has it, so that tests can also build what no program writes. */
export function buildZip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const { name, data, encrypted = false, declaredBytes } of parts) {
    const plain = Buffer.from(data)
    const packed = deflateRawSync(plain)
    const fileName = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(encrypted ? 1 : 0, 2)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(crc32(plain), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(declaredBytes ?? plain.length, 18)
    shared.writeUInt16LE(fileName.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, fileName, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, fileName]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook with one sheet, whose rows are given as XML. Cell style 1 is a date, 2 the format `yyyy-mm-dd hh:mm`. */
export function buildWorkbook(
  rows: string,
  options: {
    readonly strings?: readonly string[]
    readonly sheets?: string
    readonly workbookPr?: string
    readonly declaredBytes?: number
  } = {},
): Buffer {
  const {
    strings = [],
    sheets = '<sheet name="Data" sheetId="1" r:id="rId1"/>',
    workbookPr = '',
    declaredBytes,
  } = options
  return buildZip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="${relations}">${workbookPr}<sheets>${sheets}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${relations}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      data: '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    },
    {
      name: 'xl/sharedStrings.xml',
      data: `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ...(declaredBytes !== undefined && { declaredBytes }),
    },
  ])
}

/** A row of inline texts. */
export function textRow(line: number, ...cells: readonly string[]): string {
  const written = cells.map(
    (cell, at) => `<c r="${String.fromCharCode(65 + at)}${line}" t="inlineStr"><is><t>${cell}</t></is></c>`,
  )
  return `<row r="${line}">${written.join('')}</row>`
}
