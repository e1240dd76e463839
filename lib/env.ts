import { z } from 'zod'
import { checkpointVariables, findMissingBeside } from './checkpoint-env.ts'

const isPort = 'must be a whole number from 0 to 65535'
const port = z.coerce.number(isPort).int(isPort).min(0, isPort).max(65535, isPort)
const isMonths = 'must be a whole number from 3 to 1200'
const isYears = 'must be a whole number from 1 to 100'

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: port.default(3000),
  /** The address that the app listens on; all when unset. Not HOSTNAME, which containers set to their own. */
  HOST: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  CONNECTIONS_FILE: z.string().min(1).optional(),
  STATUSDESK_SECRET: z.string().min(32, 'must be at least 32 characters long').optional(),
  /** The key of the codes of events: the same for every process of a desk, and never in the database. */
  AUDIT_MAC_KEY: z.string().min(32, 'must be at least 32 characters long').optional(),
  /** Keys of codes before this one, one a line: what was written under them stays checkable. */
  AUDIT_MAC_KEY_OLD: z
    .string()
    .refine(
      (text) => splitKeys(text).every((key) => key.length >= 32),
      'must be keys of at least 32 characters, one a line',
    )
    .optional(),
  /** The master key of evidence, the same for every process of a desk, and never in the database. */
  EVIDENCE_KEY: z.string().min(32, 'must be at least 32 characters long').optional(),
  /** An earlier one, which may still unwrap keys, until `desk evidence rewrap` has been through. */
  EVIDENCE_KEY_OLD: z.string().min(32, 'must be at least 32 characters long').optional(),
  /** Ids of master keys that are gone for good, with commas: the desk starts without them, and what they wrap stays shut. */
  EVIDENCE_KEY_LOST: z.string().default('').transform(splitList),
  /** The key that signs checkpoints, Ed25519 in PKCS #8, PEM or the base64 of it. The worker's alone. */
  AUDIT_SIGNING_KEY: z.string().min(32, 'must be a private key').optional(),
  ...checkpointVariables,
  /** How long the bytes of calls are kept. Not less than chargebacks and disputes take. */
  RETENTION_EVIDENCE_MONTHS: z.coerce
    .number(isMonths)
    .int(isMonths)
    .min(3, isMonths)
    .max(1200, isMonths)
    .default(12),
  /** How long look-ups and events are kept. A year is the least that PCI DSS (10.5.1) takes. */
  RETENTION_RECORD_YEARS: z.coerce.number(isYears).int(isYears).min(1, isYears).max(100, isYears).default(5),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
  /** The operator's own sign-in service, OpenID Connect; passwords alone when unset. */
  OIDC_ISSUER: z
    .url('must be a URL')
    .refine(isSafeIssuer, 'must be https://, or http:// on this machine')
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** What people call it: “Sign in with …”. */
  OIDC_LABEL: z.string().trim().min(1).max(40, 'must be at most 40 characters').default('single sign-on'),
  /** Values of `amr` or `acr`, with commas, that say that a second factor was given there. */
  OIDC_SECOND_FACTOR_AMR: z.string().default('').transform(splitList),
  /** Nobody signs in with a password or a passkey of the desk. */
  OIDC_ONLY: z.stringbool('must be true or false').default(false),
  /** Who must give two factors before anything else. */
  REQUIRE_SECOND_FACTOR: z
    .enum(['none', 'managers-and-admins', 'everyone'], 'must be none, managers-and-admins or everyone')
    .default('none'),
  TRUSTED_IP_HEADER: z
    .string()
    .regex(/^[a-z0-9-]+$/i, 'must be a header name')
    .optional(),
  /** Shows the demo sign-ins on the sign-in page; set by the start of a trial, and by nothing else. */
  DEMO_SIGN_INS: z.stringbool('must be true or false').default(false),
  DATA_DIR: z.string().min(1).default('.data'),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
})

/** The validated environment. */
export type Env = z.output<typeof schema>

export type ParsedEnv =
  | { readonly ok: true; readonly env: Env }
  | { readonly ok: false; readonly faults: readonly string[] }

/** Checks an environment and names every fault at once, each with its variable. Empty variables count as unset. */
export function parseEnv(given: Readonly<Record<string, string | undefined>>): ParsedEnv {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  const parsed = schema.superRefine(checkOidc).safeParse(set)
  const wrong = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  const faults = [...wrong, ...findMissingBeside(set)]
  return parsed.success && faults.length === 0 ? { ok: true, env: parsed.data } : { ok: false, faults }
}

/** Keys that stand one a line, also where a line's end is written as in a `.env` file. */
export function splitKeys(text: string): readonly string[] {
  return text
    .split(/\n|\\n/)
    .map((key) => key.trim())
    .filter((key) => key !== '')
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((value) => value.trim())
    .filter(Boolean)
}

/** What no variable shows alone. */
function checkOidc({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_ONLY }: Env, context: z.RefinementCtx) {
  const fault = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message })
  if (OIDC_ISSUER && !OIDC_CLIENT_ID) fault('OIDC_CLIENT_ID', 'must be set with OIDC_ISSUER')
  if (OIDC_CLIENT_ID && !OIDC_ISSUER) fault('OIDC_ISSUER', 'must be set with OIDC_CLIENT_ID')
  if (OIDC_ONLY && !OIDC_ISSUER) fault('OIDC_ONLY', 'needs OIDC_ISSUER')
}

function isSafeIssuer(given: string): boolean {
  const url = URL.parse(given)
  if (url?.protocol === 'https:') return true
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}

let validated: Env | undefined

/** This process's environment. Throws, naming every fault, when it is wrong. The only reader of process.env. */
export function getEnv(): Env {
  if (validated) return validated
  const parsed = parseEnv(process.env)
  if (!parsed.ok)
    throw new Error(`The environment is wrong:\n${parsed.faults.map((fault) => `  ${fault}`).join('\n')}`)
  validated = parsed.env
  return validated
}

/** Fills in what is not set, before anything has used it: the command line learns of the running desk this way. */
export function fillEnv(found: Partial<Pick<Env, 'DATABASE_URL' | 'CONNECTIONS_FILE' | 'PUBLIC_URL'>>): void {
  validated = { ...found, ...getEnv() }
}

/** A secret that a connections file names by `{ "env": NAME }`; null when it is not set. */
export function findReferencedVariable(name: string): string | null {
  return process.env[name] || null
}
