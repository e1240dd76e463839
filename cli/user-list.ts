import { listPeople } from '#lib/access/store.ts'
import { z } from 'zod'
import type { Command } from './command.ts'
import { parseOptions } from './options.ts'

export const userList: Command = {
  usage: '',
  summary: 'Lists the people who can sign in.',
  prepare: (args) => {
    parseOptions(args, z.object({}))
    return async () => {
      for (const { email, role, name } of await listPeople()) console.log([email, role, name].join('\t'))
    }
  },
}
