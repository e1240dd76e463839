/**
 * Whether an error says that the database could not be reached, is going down or did not answer in time, as opposed to
 * refusing a statement. Looks through the causes, since drizzle wraps what the driver throws.
 */
export function isDatabaseAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && isAwayCode(at.code)) return true
    if (at instanceof AggregateError && at.errors.some(isDatabaseAway)) return true
  }
  return false
}

/** Whether the database ended a statement because it took longer than its connection allows. */
export function tookTooLong(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && at.code === '57014') return true
  return false
}

/** Codes of the driver, of sockets, and SQLSTATEs: class 08, shut-down, start-up, too many connections. */
function isAwayCode(code: string): boolean {
  return awayCodes.has(code) || /^08...$/.test(code)
}

const awayCodes = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'DATABASE_SILENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])
