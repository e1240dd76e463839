import { systemActor } from '#lib/access/actor.ts'
import { composeEvent } from '#lib/audit/writer.ts'
import { recordSome } from './sealed-record.ts'

/** A process that takes a number, writes the next one, and is gone before it wrote the first. */
await recordSome(2)
composeEvent(systemActor('lost'), { kind: 'token.created', tokenId: 'never written', role: 'support' })
await recordSome(1)
process.kill(process.pid, 'SIGKILL')
