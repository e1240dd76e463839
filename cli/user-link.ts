import { z } from 'zod'
import { createLinkByEmail } from '#lib/access/invite.ts'
import { newUserSchema } from '#lib/access/create-user.ts'
import type { Command } from './command.ts'
import { getOperator } from './operator.ts'
import { parseOptions } from './options.ts'
import { printLink } from './print-link.ts'

const schema = z.object({
  email: newUserSchema.shape.email,
  to: z.enum(['set-password', 'sign-in'], 'must be set-password or sign-in').default('set-password'),
})

export const userLink: Command = {
  usage: '--email ADDRESS [--to set-password|sign-in]',
  summary:
    'Prints a link by which a person sets a new password, or signs in once within a quarter of an hour: the way in when the sign-in service is away.',
  prepare: (args) => {
    const { email, to } = parseOptions(args, schema)
    return async () => {
      const purpose = to === 'sign-in' ? 'sign_in' : 'set_password'
      printLink(await createLinkByEmail(getOperator(), email, purpose))
    }
  },
}
