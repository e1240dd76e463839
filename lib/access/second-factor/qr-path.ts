import { encode } from 'uqr'

export interface QrPath {
  /** Of the square, in modules, the quiet zone among them. */
  readonly size: number
  /** The dark modules as the `d` of an SVG path. */
  readonly path: string
}

/** A text as a QR code, drawn by one path: the policy of pages allows no markup of a package's own. */
export function drawQr(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { size, path }
}
