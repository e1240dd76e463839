import { createToken, newTokenSchema } from '#lib/access/api-token.ts'
import { roles } from '#lib/access/roles.ts'
import type { Command } from './command.ts'
import { getOperator } from './operator.ts'
import { parseOptions } from './options.ts'

export const tokenCreate: Command = {
  usage: `--name NAME --role ${roles.join('|')} [--expires-at DATE]`,
  summary: 'Makes a token for the JSON API and prints it, once.',
  prepare: (args) => {
    const given = parseOptions(args, newTokenSchema)
    return async () => {
      const { id, token } = await createToken(getOperator(), given)
      // Apart, so that a script can take the token from standard output.
      console.error(`Token ${id} with the role ${given.role}, shown only now:`)
      console.log(token)
    }
  },
}
