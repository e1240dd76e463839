'use server'

import { action } from '#lib/access/action.ts'
import { allowExport as allowExportOf, exportSize } from '#lib/audit/export.ts'
import {
  cancelInput,
  cancelVerification as cancelVerificationOf,
  startInput,
  startVerification as startVerificationOf,
} from '#lib/audit/runs/verify-in-background.ts'
import {
  changeView as changeViewOf,
  changeViewInput,
  deleteView as deleteViewOf,
  restoreView as restoreViewOf,
  saveView as saveViewOf,
  saveViewInput,
  viewInput,
} from '#lib/audit/saved-view.ts'

export const allowExport = action('audit.export', exportSize, allowExportOf)
export const startVerification = action('audit.verify', startInput, startVerificationOf)
export const cancelVerification = action('audit.verify', cancelInput, cancelVerificationOf)
export const saveView = action('audit.read', saveViewInput, saveViewOf)
export const changeView = action('audit.read', changeViewInput, changeViewOf)
export const deleteView = action('audit.read', viewInput, deleteViewOf)
export const restoreView = action('audit.read', viewInput, restoreViewOf)
