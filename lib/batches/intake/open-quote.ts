/**
 * The line in which a quote opens that is not closed before the text ends or has gone on for `most` characters; null
 * when there is none. `parts` begin where a row begins, in `line`.
 */
export async function findOpenQuote(
  parts: AsyncIterable<string>,
  line: number,
  delimiter: string,
  most: number,
): Promise<number | null> {
  let opened: number | null = null
  let length = 0
  let fieldStart = true
  let maybeClosed = false
  let before = ''
  for await (const part of parts) {
    for (const char of part) {
      const isEnd = char === '\n' || char === '\r'
      if (maybeClosed) {
        maybeClosed = false
        // A doubled quote stands for itself; anything but a delimiter or a line's end after one leaves the cell unquoted.
        if (char !== '"') {
          opened = null
          fieldStart = char === delimiter || isEnd
        }
      } else if (opened !== null) maybeClosed = char === '"'
      else if (char === '"' && fieldStart) {
        opened = line
        fieldStart = false
      } else fieldStart = char === delimiter || isEnd
      if (isEnd && !(char === '\n' && before === '\r')) line += 1
      before = char
      length += 1
      if (length > most) return opened
    }
  }
  return maybeClosed ? null : opened
}
