export interface DecodedBody {
  readonly text: string
  /** False when bytes that are not UTF-8 had to be replaced. */
  readonly valid: boolean
}

/** Bytes as text, byte-order mark included; null when there are none at all. */
export function decodeBody(bytes: Uint8Array | null): DecodedBody | null {
  if (bytes === null) return null
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), valid: true }
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), valid: false }
  }
}
