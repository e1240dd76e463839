import type { Desk } from './desk.ts'

/** What stands last on the screen: where the desk is and how to get in. */
export function greet({ url, demoUsers, simulatorUrl, dataDir }: Desk): string {
  const width = Math.max(0, ...demoUsers.map(({ email }) => email.length))
  const signIns = demoUsers.map(
    ({ role, email, password }) => `    ${role.padEnd(8)} ${email.padEnd(width)}  ${password}`,
  )
  return [
    '',
    `  ${url}`,
    '',
    ...(signIns.length > 0 ? ['  Demo sign-ins', ...signIns, ''] : []),
    ...(simulatorUrl ? [`  Transactions to ask about: ${simulatorUrl}/_simulator/scenarios`] : []),
    ...(signIns.length === 0 ? ['  Users: npm run desk -- user create --email … --role …'] : []),
    `  Data and logs: ${dataDir}`,
    '  Ctrl-C stops it.',
    '',
  ].join('\n')
}

/** Why it cannot listen, and what to do. */
export function portTaken(port: number): string {
  return `Port ${port} is taken: another program, or another desk, listens there. Choose one: PORT=${port + 1} npm start`
}
