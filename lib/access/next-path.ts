/** Where to go after sign-in: a path of ours, whatever was asked for. */
export function parseNextPath(given: unknown): string {
  if (typeof given !== 'string' || !given.startsWith('/')) return '/'
  const base = 'http://desk.invalid'
  const url = URL.parse(given, base)
  // Browsers read `//host` and `/\host` as another site.
  return url?.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/'
}

/** The sign-in page, leading back to `path` afterwards. */
export function signInPath(path: string): '/sign-in' | `/sign-in?next=${string}` {
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}
