'use server'

import { action } from '#lib/access/action.ts'
import { allowExport as allowExportOf, exportSize } from '#lib/audit/export.ts'

export const allowExport = action('audit.export', exportSize, allowExportOf)
