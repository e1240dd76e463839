import { createDemoUsers, demoPassword } from '#lib/access/demo.ts'

const people = await createDemoUsers()
process.stdout.write(
  JSON.stringify(people.map(({ role, email }) => ({ role, email, password: demoPassword }))),
  () => process.exit(0),
)
