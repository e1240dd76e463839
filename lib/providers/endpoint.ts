/**
 * The absolute URL of a path (written without a leading slash) below a connection's base URL, which may hold a
 * path of its own, with or without a last slash.
 */
export function endpoint(baseUrl: URL, path: string): string {
  return `${baseUrl.origin}${baseUrl.pathname.replace(/\/+$/, '')}/${path}`
}
