import { join } from 'node:path'
import { z } from 'zod'
import type { Desk } from '#scripts/start/desk.ts'

const sharedDesk = z.object({
  url: z.string(),
  dataDir: z.string(),
  simulatorUrl: z.string(),
  databaseUrl: z.string(),
  connectionsFile: z.string(),
  demoUsers: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() })),
})

export type SharedDesk = z.output<typeof sharedDesk>

/** The processes that run tests inherit the environment of the one that started the desk. */
const variable = 'STATUSDESK_E2E_DESK'

/** Tells those who will run tests of the desk. */
export function shareDesk(desk: Desk): void {
  process.env[variable] = JSON.stringify(sharedDesk.parse(desk))
}

/** The desk that all tests share. */
export function getSharedDesk(): SharedDesk {
  return sharedDesk.parse(JSON.parse(process.env[variable] ?? 'null'))
}

/** Where the session of a role is kept. */
export function sessionFile({ dataDir }: Pick<SharedDesk, 'dataDir'>, role: string): string {
  return join(dataDir, 'sessions', `${role}.json`)
}
