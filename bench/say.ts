/** Prints a line of a benchmark's result. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
