import { CopyButton } from '#components/copy-button.tsx'
import type { ExchangeEvidence } from '#lib/lookups/evidence.ts'

/** Two digests, and which is which: of the bytes that came, and of those that are kept. */
export function Digests({ exchange }: { readonly exchange: ExchangeEvidence }) {
  const { responseBytes, receivedSha256, responseBody, storedSha256, missing } = exchange
  if (responseBytes === null) return null
  const unchanged = receivedSha256 !== null && receivedSha256 === storedSha256
  return (
    <footer className="flex flex-wrap gap-x-4 border-t px-3 py-1 text-xs text-muted-foreground">
      <Digest
        what={unchanged ? 'as received and stored' : 'as received'}
        bytes={responseBytes}
        sha256={receivedSha256}
      />
      {!unchanged && responseBody !== null && missing.reply === 0 && (
        <Digest what="as stored" bytes={responseBody.byteLength} sha256={storedSha256} />
      )}
    </footer>
  )
}

interface DigestProps {
  readonly what: string
  readonly bytes: number
  readonly sha256: string | null
}

function Digest({ what, bytes, sha256 }: DigestProps) {
  return (
    <span className="inline-flex items-center gap-1 tabular-nums">
      {what}, {bytes.toLocaleString('en')} {bytes === 1 ? 'byte' : 'bytes'},{' '}
      {sha256 === null ? (
        'not received whole'
      ) : (
        <>
          <span className="font-mono" title={sha256}>
            sha256 {sha256.slice(0, 8)}…
          </span>
          <CopyButton text={sha256} of={`digest ${what}`} />
        </>
      )}
    </span>
  )
}
