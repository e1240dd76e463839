import { postBatchUpload } from '#lib/api/batch-upload.ts'
import { handleSession } from '#lib/api/handle-session.ts'

export const POST = handleSession(postBatchUpload)
