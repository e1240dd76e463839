import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Actor, systemActor } from '#lib/access/actor.ts'
import { assertCan } from '#lib/access/deny.ts'
import { ProblemError } from '#lib/access/problem.ts'
import { writeEvent } from '#lib/audit/write.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { describeError } from '#lib/describe-error.ts'
import { getLog } from '#lib/log.ts'
import { newTimeId } from '#lib/time-id.ts'
import { endedEarly, type RunResult } from './run-result.ts'
import {
  cancelRun,
  finishRun,
  finishSilentRun,
  insertRun,
  readLatestRun,
  updateRun,
  type VerificationRun,
} from './store.ts'
import { startVerifierProcess, type VerifierProcess } from './verifier-process.ts'

export const startInput = z.strictObject({})
export const cancelInput = z.strictObject({ id: z.uuid('is not the id of a verification') })

/** How often a run says how far it is. */
const betweenNewsMs = 500

/**
 * Begins to verify the record, in a process beside this one, and gives the run. While one is running anywhere, it
 * is that one: two would only slow each other down.
 */
export async function startVerification(actor: Actor): Promise<VerificationRun> {
  await assertCan(actor, 'audit.verify')
  await endSilentRun(await readLatestRun())
  const id = newTimeId()
  if (await insertRun(id, actor.id)) void follow(actor, id, startVerifierProcess())
  const run = await readLatestRun()
  if (!run) throw new ProblemError({ kind: 'unavailable', message: 'The verification did not begin.' })
  return run
}

/** The verification that runs or ran last, wherever it does; null before there was any. */
export async function findVerification(actor: Actor): Promise<VerificationRun | null> {
  await assertCan(actor, 'audit.verify')
  const run = await readLatestRun()
  return (await endSilentRun(run)) ? readLatestRun() : run
}

/** Asks for the end of a verification, whoever began it. */
export async function cancelVerification(actor: Actor, { id }: z.output<typeof cancelInput>): Promise<void> {
  await assertCan(actor, 'audit.verify')
  if (!(await cancelRun(id)))
    throw new ProblemError({ kind: 'conflict', message: 'This verification has ended already.' })
}

/** Keeps the row of a run true until its process has ended. Never throws. */
async function follow(actor: Actor, id: string, verifier: VerifierProcess): Promise<void> {
  const ended = verifier.ended.then((result) => ({ result }))
  let end: { readonly result: RunResult } | null = null
  while (end === null) {
    end = await Promise.race([ended, sleep(betweenNewsMs, null)])
    if (end !== null) break
    try {
      if (await updateRun(id, verifier.done())) verifier.cancel()
    } catch (error) {
      getLog().warn(describeError(error), 'How far the verification is cannot be told')
    }
  }
  const event = composeVerified(actor, id, end.result)
  await writeEvent(event, () => finishRun(id, end.result, event)).catch((error: unknown) =>
    getLog().error(describeError(error), 'The end of a verification cannot be recorded'),
  )
}

/** Gives up a run whose process has gone. Whether it was this that ended it. */
async function endSilentRun(run: VerificationRun | null): Promise<boolean> {
  if (!run?.silent) return false
  const result = endedEarly('unchecked', 'The process of the desk that ran it has ended.', 0)
  const event = composeVerified(systemActor('verifier'), run.id, result)
  return writeEvent(event, () => finishSilentRun(run.id, result, event))
}

function composeVerified(actor: Actor, runId: string, result: RunResult) {
  const { outcome, events, seals, unsealed, outsideCheckpoints, fault } = result
  const counts = { events, seals, unsealed, outsideCheckpoints }
  return composeEvent(actor, {
    kind: 'audit.verified',
    runId,
    outcome,
    ...counts,
    badEventId: fault?.eventId ?? null,
  })
}
