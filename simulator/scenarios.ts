import { faults } from './book/faults.ts'
import { providers } from './registry.ts'

type Line = { id: string; says: string }

/** The whole book, as `GET /_simulator/scenarios` shows it. */
export function listScenarios() {
  return {
    providers: providers.map(({ key, label, chosenBy, otherwise, documented, scenarios }) => ({
      provider: key,
      label,
      chosenBy,
      documented: documented.map(({ id, says }) => ({ id, says })),
      scenarios: scenarios.map(asLine),
      otherwise,
    })),
    faults: faults.map(asLine),
  }
}

/** The book as the tables of the README. */
export function scenarioTables(): string {
  const { providers: sections, faults: everywhere } = listScenarios()
  const parts = sections.map(({ label, chosenBy, documented, scenarios, otherwise }) => {
    const rest = { id: 'anything else', says: otherwise }
    return `### ${label}\n\nChosen by \`${chosenBy}\`.\n\n${table([...documented, ...scenarios, rest])}`
  })
  return [...parts, `### At every provider\n\n${table(everywhere)}`].join('\n\n')
}

function asLine({ name, says }: { name: string; says: string }): Line {
  return { id: `sc-${name}`, says }
}

function table(lines: readonly Line[]): string {
  const rows = [{ id: 'id', says: 'answer' }, ...lines].map(({ id, says }, at) => [
    at === 0 ? id : `\`${id}\``,
    says,
  ])
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const drawn = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [drawn[0], rule, ...drawn.slice(1)].join('\n')
}
