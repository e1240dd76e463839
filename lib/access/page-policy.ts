/** Of style sheets that packages put into the page without a nonce. The test computes them from the packages. */
const styleHashes = [
  // Nothing: sonner puts an empty one in first.
  '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  // sonner, when it is loaded.
  'StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=',
  // Radix Select, when it opens.
  '441zG27rExd4/il+NvIqyL8zFx5XmyNQtE381kSkUJk=',
]

interface PolicyOptions {
  /** Of this response alone. */
  readonly nonce: string
  /** React rebuilds server stacks with eval while developing, and the development server shows faults in style sheets of its own. */
  readonly development: boolean
}

/**
 * The content security policy of a page. Only scripts and style sheets that carry the nonce, or are ours, act.
 * No style attribute acts: what scripts put into `element.style`, as React does, is not one, and the server renders none.
 */
export function composePagePolicy({ nonce, development }: PolicyOptions): string {
  const hashes = styleHashes.map((hash) => `'sha256-${hash}'`).join(' ')
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "script-src-attr 'none'",
    development
      ? "style-src 'self' 'unsafe-inline'; style-src-attr 'none'"
      : `style-src 'self' 'nonce-${nonce}' ${hashes}; style-src-attr 'none'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
