import { z } from 'zod'
import { revokeToken } from '#lib/access/api-token.ts'
import type { Command } from './command.ts'
import { getOperator } from './operator.ts'
import { parseOptions } from './options.ts'

export const tokenRevoke: Command = {
  usage: '--id ID',
  summary: 'Ends a token at once.',
  prepare: (args) => {
    const { id } = parseOptions(args, z.object({ id: z.uuid('must be the id of a token, a UUID') }))
    return async () => {
      const { name } = await revokeToken(getOperator(), id)
      console.log(`Revoked ${id} (${name}).`)
    }
  },
}
