/** So many events, in words; `most` is where counting stopped. */
export function countWords(matched: number, most: number): string {
  if (matched > most) return `more than ${most.toLocaleString('en')} events`
  return matched === 1 ? '1 event' : `${matched.toLocaleString('en')} events`
}
