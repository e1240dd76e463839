/** One path segment, percent-decoded; null when there is none or it is not valid. */
export function decodeSegment(segment: string | undefined): string | null {
  if (segment === undefined || segment === '') return null
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
