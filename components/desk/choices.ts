import type { ConnectionDescription } from '#lib/connections/describe.ts'

/** What the desk needs to know of a connection. */
export type DeskConnection = Pick<
  ConnectionDescription,
  'id' | 'label' | 'environment' | 'provider' | 'providerLabel' | 'summary' | 'inputs' | 'breaker'
>

/** What the person chose and typed beside the box. It outlives every change of the box but Esc. */
export interface Choices {
  /** By connection; those not in it are ticked where they can be asked. */
  readonly ticks: Readonly<Record<string, boolean>>
  /** Typed values by connection and input. */
  readonly given: Given
}

export type Given = Readonly<Record<string, Readonly<Record<string, string>>>>

export const noChoices: Choices = { ticks: {}, given: {} }

export function tick(choices: Choices, connection: string, ticked: boolean): Choices {
  return { ...choices, ticks: { ...choices.ticks, [connection]: ticked } }
}

export function give(choices: Choices, connection: string, name: string, value: string): Choices {
  const own = { ...choices.given[connection], [name]: value }
  return { ...choices, given: { ...choices.given, [connection]: own } }
}
