/**
 * Percent-encodes a text as one segment of a URL's path: `a/b?` gives `a%2Fb%3F`. Throws a RangeError for `.`
 * and `..`: a URL parser takes such a segment out of the path, also when it is written `%2E%2E` (WHATWG URL,
 * "double-dot URL path segment"), and another address than the intended one would be asked. Inputs that become
 * a segment say `pathSegment`, so that they are refused before it comes to that.
 */
export function encodePathSegment(segment: string): string {
  if (isDotSegment(segment)) throw new RangeError(`"${segment}" cannot be a segment of a URL's path.`)
  return encodeURIComponent(segment)
}

/** Whether a URL parser would take this segment out of a path. */
export function isDotSegment(segment: string): boolean {
  return segment === '.' || segment === '..'
}
