import { z } from 'zod'
import { newUserSchema } from '#lib/access/create-user.ts'
import { unlinkByEmail } from '#lib/access/oidc/unlink.ts'
import type { Command } from './command.ts'
import { getOperator } from './operator.ts'
import { parseOptions } from './options.ts'

const schema = z.object({ email: newUserSchema.shape.email })

export const userUnlink: Command = {
  usage: '--email ADDRESS',
  summary:
    'Forgets the account of the sign-in service that a person came with, for when they come with another one.',
  prepare: (args) => {
    const { email } = parseOptions(args, schema)
    return async () => {
      await unlinkByEmail(getOperator(), email)
      console.log(`${email} is matched by address again, the next time they come.`)
    }
  },
}
