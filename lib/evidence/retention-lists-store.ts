import type { Sql } from '#db/client.ts'

/** Rows of batches whose cells are due, and those whose cells a hold keeps. */
export async function countDueCells(
  sql: Sql,
  bound: string,
): Promise<{ readonly due: number; readonly held: number }> {
  const [row] = await sql<{ due: number; held: number }[]>`
    select due::float8, held::float8 from due_cells(${bound}::text::timestamptz)`
  return row ?? { due: 0, held: 0 }
}

/** Drops the cells of some rows; gives of how many. An event must have said so before. */
export async function dropCells(sql: Sql, bound: string, most: number): Promise<number> {
  const [row] = await sql<{ dropped: number }[]>`
    select drop_cells(${bound}::text::timestamptz, ${most}) dropped`
  return row?.dropped ?? 0
}

/** Batches that are due once their look-ups are gone. */
export async function countDueBatches(sql: Sql, bound: string, leaves: number): Promise<number> {
  const [row] = await sql<{ due: number }[]>`
    select count(*)::float8 due from due_batches(${bound}::text::timestamptz, ${leaves})`
  return row?.due ?? 0
}

/** Rows dropped by one statement, and batches whose last were among them. */
export interface DroppedBatches {
  readonly batches: number
  readonly rows: number
}

/** Drops some rows of a batch, and the batch with the last; nothing when none is due. An event must have said so before. */
export async function dropBatches(
  sql: Sql,
  bound: string,
  leaves: number,
  most: number,
): Promise<DroppedBatches> {
  const [row] = await sql<DroppedBatches[]>`
    select batches, rows from drop_batches(${bound}::text::timestamptz, ${leaves}, ${most})`
  return row ?? { batches: 0, rows: 0 }
}
