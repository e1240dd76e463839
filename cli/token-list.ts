import { type ApiToken, listTokens } from '#lib/access/store.ts'
import { z } from 'zod'
import type { Command } from './command.ts'
import { parseOptions } from './options.ts'

export const tokenList: Command = {
  usage: '',
  summary: 'Lists the tokens, the newest first.',
  prepare: (args) => {
    parseOptions(args, z.object({}))
    return async () => {
      for (const token of await listTokens()) console.log(formatToken(token))
    }
  },
}

function formatToken({ id, role, name, revokedAt, expiresAt, lastUsedAt }: ApiToken): string {
  const state = revokedAt ? 'revoked' : expiresAt && expiresAt < new Date() ? 'expired' : 'valid'
  const used = lastUsedAt ? `used ${lastUsedAt.toISOString()}` : 'never used'
  return [id, role, state, used, name].join('\t')
}
