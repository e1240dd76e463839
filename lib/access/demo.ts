import { systemActor } from './actor.ts'
import { createUser } from './create-user.ts'
import { type Role, roles } from './roles.ts'
import { findPerson, type Person } from './store.ts'

/** Known to everybody: for a trial on this machine, against the simulator, and nothing else. */
export const demoPassword = 'statusdesk-demo'

const names = { support: 'Sam Support', finance: 'Fay Finance', manager: 'Mia Manager', admin: 'Ada Admin' }

/** The roles and addresses of the demo people. */
export function listDemoAddresses(): readonly { readonly role: Role; readonly email: string }[] {
  return roles.map((role) => ({ role, email: `${role}@demo.test` }))
}

/** Sees to one person per role, `support@demo.test` and so on, all with the demo password. Gives all of them. */
export async function createDemoUsers(): Promise<readonly Person[]> {
  const people: Person[] = []
  for (const { role, email } of listDemoAddresses()) {
    const user = { email, name: names[role], role, password: demoPassword }
    people.push((await findPerson(email)) ?? (await createUser(systemActor('demo'), user)))
  }
  return people
}
