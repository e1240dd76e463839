/** What of an exchange can be copied. */
export const copiedParts = ['request', 'reply', 'curl'] as const
export type CopiedPart = (typeof copiedParts)[number]
