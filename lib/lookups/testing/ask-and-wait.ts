import { ask } from '../ask.ts'
import { actorOf } from './desk.ts'

/** A process that commits a question, says so, and waits for an answer: tests kill it meanwhile. */
const [connection = '', input = '{}'] = process.argv.slice(2)
const questions = [{ connection, input: JSON.parse(input) }]
const asked = await ask(actorOf('support'), { questions, reason: null, origin: 'desk' })
process.stdout.write(`${asked.lookups[0]?.id}\n`)
await asked.settled
