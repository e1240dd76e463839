/** A file that breaks one rule, and the rule. */
export interface Plant {
  readonly path: string
  readonly text: string
  readonly rule: string
}

const imports = (path: string, source: string, names = 'x'): Plant => ({
  path,
  text: `import { ${names} } from '${source}'\n\nexport const y = ${names}\n`,
  rule: 'eslint(no-restricted-imports)',
})
const breaks = (rule: string, path: string, text: string): Plant => ({ path, text, rule })

/** One violation of each ban and of each direction of imports. */
export const plants: readonly Plant[] = [
  imports('app/a.ts', '#db/client.ts'),
  imports('app/b.ts', '#lib/http/send.ts'),
  imports('app/c.ts', '#lib/providers/gr8-tech/adapter.ts'),
  imports('app/d.ts', '../../lib/lookups/ask.ts'),
  imports('app/e.ts', '#simulator/credentials.ts'),
  imports('app/signs.ts', '#lib/audit/seal/signing-key.ts'),
  imports('components/a.ts', '#app/layout.tsx'),
  imports('components/b.ts', '#db/client.ts'),
  imports('components/c.ts', '../lib/lookups/ask.ts'),
  imports('lib/lookups/a.ts', '#app/layout.tsx'),
  imports('lib/lookups/b.ts', '#components/time.tsx'),
  imports('lib/lookups/c.ts', '#worker/main.ts'),
  imports('lib/lookups/d.ts', '#lib/providers/fungamess/adapter.ts'),
  imports('lib/lookups/e.ts', '#lib/http/intent.ts', 'commitIntent'),
  imports('lib/lookups/f.ts', '../audit/event.ts'),
  imports('lib/lookups/g.ts', '#simulator/credentials.ts'),
  imports('lib/lookups/seals.ts', '#lib/audit/seal/sealer.ts'),
  imports('lib/lookups/signs.ts', '#lib/audit/seal/signing-key.ts'),
  imports('lib/http/a.ts', '#lib/lookups/ask.ts'),
  imports('lib/http/b.ts', '#db/client.ts'),
  imports('lib/providers/a.ts', '#lib/lookups/ask.ts'),
  imports('lib/providers/b.ts', './gr8-tech/adapter.ts'),
  imports('lib/providers/c.ts', '#lib/http/send.ts'),
  imports('lib/providers/gr8-tech/a.ts', '#db/client.ts'),
  imports('lib/providers/gr8-tech/b.ts', '#lib/env.ts'),
  imports('lib/providers/gr8-tech/c.ts', '../fungamess/adapter.ts'),
  imports('lib/providers/gr8-tech/d.ts', 'node:fs'),
  imports('lib/providers/gr8-tech/e.ts', 'next/headers'),
  imports('lib/providers/gr8-tech/f.ts', 'undici'),
  imports('lib/providers/gr8-tech/g.ts', '#lib/providers/registry.ts'),
  imports('lib/money/a.ts', '#lib/providers/contract.ts'),
  imports('lib/json/a.ts', '#db/client.ts'),
  imports('db/a.ts', '#lib/lookups/ask.ts'),
  imports('worker/a.ts', '#app/layout.tsx'),
  imports('worker/b.ts', '#lib/http/intent.ts', 'commitIntent'),
  imports('cli/a.ts', '#lib/providers/gr8-tech/adapter.ts'),
  imports('simulator/a.ts', '#lib/json/parse.ts'),
  imports('simulator/a.test.ts', '#lib/json/parse.ts'),
  breaks(
    'statusdesk(no-transaction)',
    'lib/lookups/h.ts',
    'export const a = (db: Db) => db.transaction(run)\n',
  ),
  breaks('statusdesk(no-transaction)', 'lib/lookups/i.ts', 'export const a = (sql: Sql) => sql.begin(run)\n'),
  breaks('statusdesk(no-cache)', 'app/f.ts', "export async function a() {\n  'use cache'\n  return 1\n}\n"),
  breaks(
    'statusdesk(no-cache)',
    'lib/lookups/j.ts',
    "import { unstable_cache } from 'next/cache'\n\nexport const a = unstable_cache\n",
  ),
  breaks('statusdesk(no-cache)', 'app/g.ts', "export const a = fetch('/x', { cache: 'force-cache' })\n"),
  breaks('statusdesk(no-cast)', 'lib/lookups/k.ts', 'export const a = (b: unknown) => b as string\n'),
  breaks(
    'statusdesk(no-cast)',
    'lib/lookups/l.ts',
    'export function a(b: unknown) {\n  return b as string\n}\n',
  ),
  breaks('typescript(no-explicit-any)', 'lib/lookups/m.ts', 'export const a = (b: any) => b\n'),
  breaks(
    'typescript(no-non-null-assertion)',
    'lib/lookups/n.ts',
    'export const a = (b?: string) => b!.length\n',
  ),
  breaks('node(no-process-env)', 'lib/lookups/o.ts', "export const a = process.env['PORT']\n"),
  breaks('import(no-default-export)', 'lib/lookups/p.ts', 'export default 1\n'),
  breaks('import(no-cycle)', 'lib/lookups/q.ts', "import { b } from './r.ts'\n\nexport const a = () => b\n"),
  breaks('import(no-cycle)', 'lib/lookups/r.ts', "import { a } from './q.ts'\n\nexport const b = () => a\n"),
  breaks('jsx-a11y(alt-text)', 'components/d.tsx', 'export const A = () => <img src="/a.png" />\n'),
  breaks(
    'vitest(no-focused-tests)',
    'lib/lookups/s.test.ts',
    "import { expect, test } from 'vitest'\n\ntest.only('a', () => expect(1).toBe(1))\n",
  ),
]

/** Files that break nothing, one for what each folder may do. */
export const clean: readonly Omit<Plant, 'rule'>[] = [
  imports('app/z.ts', '#components/time.tsx'),
  imports('app/y.ts', '#lib/lookups/ask.ts'),
  { path: 'app/page.tsx', text: 'export default function Page() {\n  return <p>Page</p>\n}\n' },
  imports('components/z.ts', '#lib/lookups/public.ts'),
  imports('lib/lookups/z.ts', '#lib/providers/contract.ts'),
  imports('lib/lookups/y.ts', '#db/client.ts'),
  imports('lib/lookups/store.ts', '#lib/http/intent.ts', 'commitIntent'),
  imports('lib/lookups/z.test.ts', '#lib/http/intent.ts', 'commitIntent'),
  imports('lib/providers/registry.ts', './gr8-tech/adapter.ts'),
  imports('lib/providers/gr8-tech/z.ts', '#lib/providers/contract.ts'),
  imports('lib/providers/gr8-tech/y.ts', '#lib/money/decimal.ts'),
  imports('lib/providers/gr8-tech/x.ts', 'zod'),
  imports('lib/providers/gr8-tech/w.ts', './schema.ts'),
  imports('worker/z.ts', '#lib/lookups/reap.ts'),
  imports('simulator/z.ts', '#simulator/memory.ts'),
  { path: 'lib/env.ts', text: "export const port = () => process.env['PORT']\n" },
  {
    path: 'lib/lookups/x.ts',
    text: '// The compiler cannot know it.\nexport function cast<A>(b: unknown): A {\n  return b as A\n}\n\nexport const a = [1] as const\n',
  },
]
