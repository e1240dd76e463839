import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { z } from 'zod'
import type { Count } from './step.ts'

const vitestReport = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
    testResults: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
      }),
    ),
  })
  .transform((report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(({ name: path, status, assertionResults }) => {
      const name = relative('', path)
      const failed = assertionResults.filter((one) => one.status === 'failed')
      // A file that could not be loaded has no test to name.
      if (failed.length === 0) return status === 'failed' ? [name] : []
      return failed.map(({ fullName }) => `${name}: ${fullName}`)
    }),
  }))

const playwrightSpec = z.object({ file: z.string(), line: z.number(), title: z.string(), ok: z.boolean() })

const playwrightSuite = z.object({
  specs: z.array(playwrightSpec),
  get suites(): z.ZodOptional<z.ZodArray<typeof playwrightSuite>> {
    return z.array(playwrightSuite).optional()
  },
})

const playwrightReport = z
  .object({
    suites: z.array(playwrightSuite),
    stats: z.object({
      expected: z.number(),
      unexpected: z.number(),
      flaky: z.number(),
      skipped: z.number(),
    }),
  })
  .transform(({ stats, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: suites
      .flatMap(listSpecs)
      .filter(({ ok }) => !ok)
      .map(({ file, line, title }) => `e2e/${file}:${line}: ${title}`),
  }))

function listSpecs(suite: z.infer<typeof playwrightSuite>): z.infer<typeof playwrightSpec>[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(listSpecs)]
}

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
