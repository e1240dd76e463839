import { getEnv } from '#lib/env.ts'

/** Where people reach the desk, without a slash at the end. What it is compared with and sent to never comes from a request. */
export function getPublicUrl(): string {
  const { PUBLIC_URL, PORT } = getEnv()
  return (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, '')
}
