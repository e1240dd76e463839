import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What keys are wrapped anew under. */
export const newKey = 'another master key of tests, long enough'
const oldKey = process.env['EVIDENCE_KEY'] ?? ''

/** Wraps every key anew in a process of its own, which is killed after so many batches. Gives its code or signal. */
export async function rewrap(env: Readonly<Record<string, string>>): Promise<number | string | null> {
  const script = `
    import { systemActor } from '#lib/access/actor.ts'
    import { rewrapKeys } from '#lib/evidence/rewrap.ts'
    import { closeSql } from '#db/client.ts'
    let batches = 0
    await rewrapKeys(systemActor('test'), () => {
      if (++batches === Number(process.env.KILL_AFTER)) process.kill(process.pid, 'SIGKILL')
    }, Number(process.env.BATCH))
    await closeSql()`
  const { code, signal } = await runScript(script, { EVIDENCE_KEY: newKey, EVIDENCE_KEY_OLD: oldKey, ...env })
  return signal ?? code
}

/** What becomes of the first exchange of a look-up in a process with other keys. */
export async function readInProcess(id: string, env: Readonly<Record<string, string>>): Promise<string> {
  const script = `
    import { findExchange } from '#lib/lookups/evidence.ts'
    import { sealRecorded } from '#lib/lookups/seal-recorded.ts'
    import { actorOf } from '#lib/lookups/testing/desk.ts'
    import { closeSql } from '#db/client.ts'
    console.log((await findExchange(actorOf('finance'), '${id}', 1, 'page')).state)
    await closeSql()`
  return (await runScript(script, env)).output
}

async function runScript(script: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  const [code, signal] = await once(child, 'close')
  return { code: Number(code), signal: signal === null ? null : String(signal), output }
}
