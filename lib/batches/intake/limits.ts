/** Of the bytes as they come. */
export const mostBytes = 50 * 1024 * 1024
export const mostRows = 100_000
/** A row of any export has some dozens; a thousand are a mistake, and a million an attack. */
export const mostColumns = 500
/** Of a row as it stands in the file, in characters. */
export const longestRow = 1024 * 1024
