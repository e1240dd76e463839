import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listScenarios, scenarioTables } from './scenarios.ts'

const readme = join(import.meta.dirname, 'README.md')

describe('the book', () => {
  it('stands whole in the README', async () => {
    const text = await readFile(readme, 'utf8')
    const [before, rest] = text.split('<!-- book -->')
    const after = rest?.split('<!-- /book -->')[1]
    const due = `${before}<!-- book -->\n\n${scenarioTables()}\n\n<!-- /book -->${after}`
    await expect(due).toMatchFileSnapshot(readme)
  })

  it('has names that fit into every vendor’s id, and each once', () => {
    const { providers, faults } = listScenarios()
    for (const { provider, scenarios } of providers) {
      const ids = [...scenarios, ...faults].map(({ id }) => id)
      expect(ids.toSorted(), provider).toEqual([...new Set(ids)].toSorted())
      for (const id of ids) expect(id).toMatch(/^sc-[a-z0-9_.]+N?$/)
      // Room for a number and a suffix within the 36 characters of the strictest vendor.
      for (const id of ids) expect(id.length, id).toBeLessThanOrEqual(24)
    }
  })

  it('offers at every provider what every adapter must be tried with', () => {
    for (const { provider, scenarios } of listScenarios().providers) {
      const ids = scenarios.map(({ id }) => id)
      const due = ['sc-ok', 'sc-mismatch', 'sc-twice_same', 'sc-twice_differs', 'sc-settlesN', 'sc-erratic']
      expect(ids, provider).toEqual(expect.arrayContaining(due))
    }
  })
})
