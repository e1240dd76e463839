import { announced } from './own-events.ts'
import { type EventRow, voidEvents } from './writer.ts'

/**
 * Does a write that holds events, and fills the numbers of those that it did not write: all of them when it
 * throws, else what `findUnwritten` makes of its result. Throws what the write throws.
 */
export async function writeEvents<Result>(
  rows: readonly EventRow[],
  write: () => Promise<Result>,
  findUnwritten: (result: Result) => readonly EventRow[] = () => [],
): Promise<Result> {
  await announced()
  let result: Result
  try {
    result = await write()
  } catch (error) {
    voidEvents(rows)
    throw error
  }
  const unwritten = findUnwritten(result)
  if (unwritten.length > 0) voidEvents(unwritten)
  return result
}

/** Does a write that holds one event and may give false for not having been done. */
export async function writeEvent<Result extends boolean | void>(
  row: EventRow,
  write: () => Promise<Result>,
): Promise<Result> {
  return writeEvents([row], write, (result) => (result === false ? [row] : []))
}
