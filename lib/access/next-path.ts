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

/** Where a code or a second factor is asked for, leading back to `path` afterwards. */
export function codePath(path: string): `/sign-in/code?next=${string}` {
  return `/sign-in/code?next=${encodeURIComponent(path)}`
}

/** Where a second factor is set up before anything else, leading back to `path` afterwards. */
export function secondFactorPath(path: string): `/sign-in/second-factor?next=${string}` {
  return `/sign-in/second-factor?next=${encodeURIComponent(path)}`
}
