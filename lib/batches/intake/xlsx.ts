import type { Table } from './header.ts'
import { FileFault } from './file-fault.ts'
import { readSheet } from './sheet.ts'
import { SharedStrings } from './shared-strings.ts'
import type { Spooled } from './spool.ts'
import { readWorkbook } from './workbook.ts'
import { openZip } from './zip.ts'

/** A hundred thousand rows of forty columns unpack to some 200 MB. */
const mostSheetBytes = 768 * 1024 * 1024

/** The first sheet of a workbook that is not hidden. */
export async function openXlsx({ path, directory }: Spooled): Promise<Table> {
  const zip = await openZip(path)
  const strings = new SharedStrings(directory)
  const close = async () => {
    zip.close()
    strings.close()
  }
  try {
    const workbook = await readWorkbook(zip)
    await strings.fill(zip, workbook.sharedStringsPart)
    const stream = await zip.read(workbook.sheet.part, mostSheetBytes)
    if (!stream) throw new FileFault('This workbook has no sheet that can be read.')
    const { name } = workbook.sheet
    const notes =
      workbook.otherSheets > 0 ? [`Of its ${workbook.otherSheets + 1} sheets, “${name}” was read.`] : []
    return {
      format: { kind: 'xlsx', sheet: name, counts: 'lines' },
      notes,
      rows: readSheet(stream, workbook, strings),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
