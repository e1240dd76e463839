import { parseArgs } from 'node:util'
import { closeConnections, getConnections } from '#lib/connections/open.ts'
import { ask } from '#lib/lookups/ask.ts'
import { awaitRequest } from '#lib/lookups/follow.ts'
import { toPublic } from '#lib/lookups/view.ts'
import { type Command, UsageError } from './command.ts'
import { getOperator } from './operator.ts'

/** Options that every provider understands, whatever it calls the input. */
const subjects = {
  transaction: 'transactionId',
  player: 'playerId',
  round: 'roundId',
  game: 'gameId',
} as const

const longestWaitSeconds = 120

export const lookup: Command = {
  usage:
    '--connection ID [--transaction ID] [--player ID] [--round ID] [--game ID] [--input NAME=VALUE …] [--reason TEXT]',
  summary: 'Asks what became of a transaction and prints the look-up as the JSON API does.',
  prepare: (args) => {
    const given = readOptions(args)
    return () => run(given).finally(closeConnections)
  },
}

interface Given {
  readonly connection: string
  readonly subject: ReadonlyMap<keyof typeof subjects, string>
  readonly input: ReadonlyMap<string, string>
  readonly reason: string | null
}

async function run({ connection, subject, input, reason }: Given): Promise<void> {
  const operator = getOperator()
  const questions = [{ connection, input: { ...inputOf(connection, subject), ...Object.fromEntries(input) } }]
  const { requestId } = await ask(operator, { questions, reason, origin: 'api' })
  const lookups = await awaitRequest(operator, requestId, longestWaitSeconds * 1000)
  console.log(JSON.stringify({ lookups: lookups.map(toPublic) }, null, 2))
}

/** The connection's own names for what was given; what it has no input for is refused, as an unknown connection is. */
function inputOf(connectionId: string, given: Given['subject']): Record<string, string> {
  const fields = getConnections().byId.get(connectionId)?.adapter.inputs ?? []
  const input: Record<string, string> = {}
  for (const [option, value] of given) {
    const field = fields.find(({ subject }) => subject === subjects[option])
    // Under its own name it is refused with the rest, and the refusal recorded.
    input[field?.name ?? option] = value
  }
  return input
}

function readOptions(args: readonly string[]): Given {
  const { values, faults } = parse(args)
  const input = new Map<string, string>()
  for (const pair of values.input ?? []) {
    const at = pair.indexOf('=')
    if (at < 1) faults.push(`--input ${pair} is not NAME=VALUE.`)
    else input.set(pair.slice(0, at), pair.slice(at + 1))
  }
  if (!values.connection) faults.push('--connection is missing.')
  if (faults.length > 0) throw new UsageError(faults)
  const names = ['transaction', 'player', 'round', 'game'] as const
  const subject = new Map(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const])),
  )
  return { connection: values.connection ?? '', subject, input, reason: values.reason ?? null }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const faults: string[] = []
  const options = {
    connection: text,
    transaction: text,
    player: text,
    round: text,
    game: text,
    reason: text,
    input: { type: 'string', multiple: true },
  } as const
  try {
    return { values: parseArgs({ args: [...args], options }).values, faults }
  } catch (error) {
    throw new UsageError([error instanceof Error ? error.message : String(error)])
  }
}
