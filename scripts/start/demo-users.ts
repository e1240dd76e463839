import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { startNodeProcess } from './node-process.ts'

const demoUsers = z.array(z.object({ role: z.string(), email: z.string(), password: z.string() }))

export type DemoUser = z.output<typeof demoUsers>[number]

/** Makes one user per role, unless they are there, and gives their sign-ins. A process of its own, for its environment. */
export async function createDemoUsers(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly DemoUser[]> {
  const child = startNodeProcess({
    args: [join(root, 'scripts/start/print-demo-users.ts')],
    cwd: root,
    environment,
    log: null,
    readsOutput: true,
  })
  const [said, ending] = await Promise.all([child.output ? text(child.output) : '', child.exited])
  if (ending !== 'ended with code 0') throw new Error(`The demo users could not be made (${ending}).`)
  return demoUsers.parse(JSON.parse(said))
}
