let nonce: string | undefined

/** Keeps the nonce of the document that is open, for style sheets that scripts put in. Does nothing on a server. */
export function keepPageNonce(given: string): void {
  // There it would go from one person's page into another's.
  if (typeof window === 'undefined') return
  nonce = given
  // Where the sheet that holds the page still behind a dialog looks for it (package get-nonce).
  Object.assign(window, { __webpack_nonce__: given })
}

/** The nonce that a style sheet put in by a script must carry; none on a server. */
export function getPageNonce(): string | undefined {
  return nonce
}
