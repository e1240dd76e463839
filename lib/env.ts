import { z } from 'zod'

const isPort = 'must be a whole number from 0 to 65535'
const port = z.coerce.number(isPort).int(isPort).min(0, isPort).max(65535, isPort)

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
  /** The key that signs checkpoints, Ed25519 in PKCS #8, PEM or the base64 of it. The worker's alone. */
  AUDIT_SIGNING_KEY: z.string().min(32, 'must be a private key').optional(),
  /** Where checkpoints are kept outside the database; `checkpoints` in DATA_DIR when unset. */
  CHECKPOINT_DIR: z.string().min(1).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
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
  const parsed = schema.safeParse(set)
  if (parsed.success) return { ok: true, env: parsed.data }
  return { ok: false, faults: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) }
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
export function fillEnv(found: Partial<Pick<Env, 'DATABASE_URL' | 'CONNECTIONS_FILE'>>): void {
  validated = { ...found, ...getEnv() }
}

/** A secret that a connections file names by `{ "env": NAME }`; null when it is not set. */
export function findReferencedVariable(name: string): string | null {
  return process.env[name] || null
}
