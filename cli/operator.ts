import { userInfo } from 'node:os'
import { type Actor, systemActor } from '#lib/access/actor.ts'

/** Whoever runs the command, by the name of their account on this machine. */
export function getOperator(): Actor {
  const { username } = userInfo()
  return { ...systemActor('cli'), kind: 'cli', id: `cli:${username}`, name: username }
}
