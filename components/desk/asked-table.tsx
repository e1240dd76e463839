import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx'
import { Identifier } from '#components/identifier.tsx'
import { joinWords } from './describe.ts'
import type { ConnectionPlan, Plan, TransactionPlan } from './plan.ts'

const mostRows = 100

/** With several transactions: what will be asked about each, and what not. */
export function AskedTable({ plan }: { readonly plan: Plan }) {
  const ticked = plan.connections.filter((one) => one.ticked)
  const rows = plan.transactions.slice(0, mostRows)
  return (
    <div className="overflow-hidden rounded-lg border">
      <section
        aria-label="What will be asked"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-72 overflow-auto outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50"
      >
        <Table className="table-fixed">
          <TableHeader>
            <TableRow>
              <TableHead className="w-10 text-right">#</TableHead>
              <TableHead className="w-1/2">Transaction</TableHead>
              <TableHead>Will be asked</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row, index) => (
              <TableRow key={`${index} ${row.transactionId}`}>
                <TableCell className="text-right text-muted-foreground tabular-nums">{index + 1}</TableCell>
                <TableCell>
                  {row.transactionId === null ? (
                    <span className="text-muted-foreground">No transaction id</span>
                  ) : (
                    <Identifier id={row.transactionId} of="transaction id" copy={false} />
                  )}
                </TableCell>
                <TableCell className="text-xs whitespace-normal">
                  <AskedOf row={row} ticked={ticked} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </section>
      {plan.transactions.length > mostRows && (
        <p className="border-t px-3 py-2 text-xs text-muted-foreground">
          and {plan.transactions.length - mostRows} more, asked in the same way
        </p>
      )}
    </div>
  )
}

function AskedOf({
  row,
  ticked,
}: {
  readonly row: TransactionPlan
  readonly ticked: readonly ConnectionPlan[]
}) {
  const asked = ticked.filter(({ connection }) => row.asked.includes(connection.id))
  if (row.leftOut) return <span className="text-warning">left out: beyond your limit</span>
  const without = ticked.length - asked.length
  if (ticked.length === 0) return <span className="text-muted-foreground">no connection is ticked</span>
  if (asked.length === 0) return <span className="text-warning">nobody</span>
  return (
    <>
      {asked.length > 2 && without === 0
        ? `all ${asked.length} ticked connections`
        : joinWords(asked.map(({ connection }) => connection.label))}
      {without > 0 && <span className="text-warning">; {without} ticked cannot be asked</span>}
    </>
  )
}
