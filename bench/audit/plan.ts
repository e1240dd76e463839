import { z } from 'zod'
import { getSql } from '#db/client.ts'
import type { Actor } from '#lib/access/actor.ts'
import type { AuditFilter } from '#lib/audit/filter.ts'
import { findIdBounds } from '#lib/audit/period.ts'
import { composeRead, composeWhere } from '#lib/audit/search-store.ts'

const planNode = z.object({
  'Node Type': z.string(),
  'Index Name': z.string().optional(),
  'Actual Rows': z.number(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
const explained = z.tuple([
  z.object({ Plan: planNode.extend({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) }),
])

/** How the very statement of a list was done: its steps, each indented below the one that it feeds. */
export async function explainList(actor: Actor, filter: AuditFilter, limit: number) {
  const query = composeRead(composeWhere(actor, filter, await findIdBounds(filter)), limit)
  const [row] = await getSql()`explain (analyze, buffers, format json) ${query}`
  const [{ Plan: top }] = explained.parse(row?.['QUERY PLAN'])
  const blocks = top['Shared Hit Blocks'] + top['Shared Read Blocks']
  const steps = describe(top, 0)
  return {
    steps: [...steps, `${blocks} blocks of 8 kB`],
    hasSequentialScan: steps.some((step) => step.includes('Seq Scan')),
  }
}

function describe(node: z.output<typeof planNode>, depth: number): readonly string[] {
  const index = node['Index Name']
  const line = `${'  '.repeat(depth)}${node['Node Type']}${index ? ` ${index}` : ''}, ${node['Actual Rows']} rows`
  return [line, ...(node.Plans ?? []).flatMap((below) => describe(below, depth + 1))]
}
