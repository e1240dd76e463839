import type { Route } from 'next'

/** A path that has been checked to be ours, such as the way back after signing in. */
// Routes are typed by the literals that pages have; a path that comes from outside is none.
export function ownRoute(path: string): Route {
  return path as Route
}
