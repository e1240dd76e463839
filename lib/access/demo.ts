import { systemActor } from './actor.ts'
import { createUser } from './create-user.ts'
import { roles } from './roles.ts'
import { findPerson, type Person } from './store.ts'

/** Known to everybody: for a trial on this machine, against the simulator, and nothing else. */
export const demoPassword = 'statusdesk-demo'

const names = { support: 'Sam Support', finance: 'Fay Finance', manager: 'Mia Manager', admin: 'Ada Admin' }

/** Sees to one person per role, `support@demo.test` and so on, all with the demo password. Gives all of them. */
export async function createDemoUsers(): Promise<readonly Person[]> {
  const people: Person[] = []
  for (const role of roles) {
    const email = `${role}@demo.test`
    const user = { email, name: names[role], role, password: demoPassword }
    people.push((await findPerson(email)) ?? (await createUser(systemActor('demo'), user)))
  }
  return people
}
