import { createUser, newUserSchema } from '#lib/access/create-user.ts'
import { inviteUser } from '#lib/access/invite.ts'
import { findOidcSettings } from '#lib/access/oidc/settings.ts'
import { roles } from '#lib/access/roles.ts'
import type { Command } from './command.ts'
import { getOperator } from './operator.ts'
import { parseOptions } from './options.ts'
import { printLink } from './print-link.ts'

const schema = newUserSchema.extend({
  name: newUserSchema.shape.name.optional(),
  password: newUserSchema.shape.password.optional(),
})

export const userCreate: Command = {
  usage: `--email ADDRESS --role ${roles.join('|')} [--name NAME] [--password PASSWORD]`,
  summary: 'Adds a person. Without --password prints a link by which they set their own.',
  prepare: (args) => {
    const { email, role, name = email, password } = parseOptions(args, schema)
    return async () => {
      const user = { email, role, name }
      const link =
        password === undefined
          ? (await inviteUser(getOperator(), user)).link
          : await createUser(getOperator(), { ...user, password }).then(() => null)
      console.log(`Added ${email} with the role ${role}.`)
      if (link) printLink(link)
      else if (password === undefined) console.log(`They sign in with ${findOidcSettings()?.label}.`)
    }
  },
}
