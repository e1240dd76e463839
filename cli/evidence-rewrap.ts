import { z } from 'zod'
import { rewrapKeys } from '#lib/evidence/rewrap.ts'
import type { Command } from './command.ts'
import { getOperator } from './operator.ts'
import { parseOptions } from './options.ts'

export const evidenceRewrap: Command = {
  usage: '',
  summary: 'Wraps every key of evidence anew under EVIDENCE_KEY; EVIDENCE_KEY_OLD opens the others.',
  prepare: (args) => {
    parseOptions(args, z.object({}))
    return async () => {
      const keys = await rewrapKeys(getOperator())
      console.log(`Wrapped ${keys} keys of evidence anew. EVIDENCE_KEY_OLD is no longer needed.`)
    }
  },
}
