import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from '#scripts/start/build.ts'
import { countPlaywright, countVitest } from './counts.ts'
import { runProgram } from './program.ts'
import { countOne, type Step } from './step.ts'

/** Everything that `npm test` does, in order: the quick ones first. */
export function listSteps(root: string): readonly Step[] {
  const results = join(root, 'test-results')
  mkdirSync(results, { recursive: true })
  const program = async (path: string, ...args: string[]) => countOne(await runProgram(root, path, args))
  return [
    {
      name: 'types',
      run: async () => {
        // What a development server left may speak of pages that are gone.
        rmSync(join(root, '.next/dev/types'), { recursive: true, force: true })
        return countOne(
          (await runProgram(root, 'node_modules/next/dist/bin/next', ['typegen'])) &&
            (await runProgram(root, 'node_modules/typescript/bin/tsc', ['--noEmit'])),
        )
      },
    },
    { name: 'lint', run: () => program('node_modules/oxlint/bin/oxlint', '--deny-warnings') },
    { name: 'planted violations', run: () => program('scripts/lint/plant.ts') },
    { name: 'format', run: () => program('node_modules/oxfmt/bin/oxfmt', '--check') },
    { name: 'dead code', run: () => program('node_modules/knip/bin/knip.js') },
    {
      name: 'unit, conformance and database tests',
      run: async () => {
        const report = fresh(join(results, 'vitest.json'))
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
        return countVitest(
          report,
          await runProgram(root, 'node_modules/vitest/vitest.mjs', ['run', ...reporters]),
        )
      },
    },
    {
      name: 'production build',
      run: async () => {
        console.log(await ensureBuilt(root, join(results, 'build.log')))
        return countOne(true)
      },
    },
    {
      name: 'end-to-end tests',
      needs: 'production build',
      run: async () => {
        const report = fresh(join(results, 'playwright.json'))
        const environment = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
        const playwright = 'node_modules/@playwright/test/cli.js'
        const args = ['test', '--reporter=list,json']
        return countPlaywright(report, await runProgram(root, playwright, args, environment))
      },
    },
  ]
}

/** The path of a report that no earlier run has left there. */
function fresh(path: string): string {
  rmSync(path, { force: true })
  return path
}
