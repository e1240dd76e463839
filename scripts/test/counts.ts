import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Count } from './step.ts'

const vitestReport = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
  })
  .transform((report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }))

const playwrightReport = z
  .object({
    stats: z.object({
      expected: z.number(),
      unexpected: z.number(),
      flaky: z.number(),
      skipped: z.number(),
    }),
  })
  .transform(({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }))

/** The count in Vitest's JSON report. */
export const countVitest = (path: string, endedWell: boolean) => count(vitestReport, path, endedWell)

/** The count in Playwright's JSON report. */
export const countPlaywright = (path: string, endedWell: boolean) => count(playwrightReport, path, endedWell)

/** A runner that ran nothing, or failed outside its tests, has failed. */
function count(schema: z.ZodType<Count>, path: string, endedWell: boolean): Count {
  const report = existsSync(path) ? schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data : undefined
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const sound = report.failed > 0 || (endedWell && report.passed > 0)
  return sound ? report : { ...report, failed: 1 }
}
