import { randomBytes } from 'node:crypto'
import { createUser, newUserSchema } from '#lib/access/create-user.ts'
import { roles } from '#lib/access/roles.ts'
import type { Command } from './command.ts'
import { getOperator } from './operator.ts'
import { parseOptions } from './options.ts'

const schema = newUserSchema.extend({
  name: newUserSchema.shape.name.optional(),
  password: newUserSchema.shape.password.optional(),
})

export const userCreate: Command = {
  usage: `--email ADDRESS --role ${roles.join('|')} [--name NAME] [--password PASSWORD]`,
  summary: 'Adds a person. Without --password one is made and shown once.',
  prepare: (args) => {
    const { email, role, name = email, password } = parseOptions(args, schema)
    return async () => {
      const made = randomBytes(15).toString('base64url')
      await createUser(getOperator(), { email, role, name, password: password ?? made })
      console.log(`Added ${email} with the role ${role}.`)
      if (password === undefined) console.log(`Password, shown only now: ${made}`)
    }
  },
}
