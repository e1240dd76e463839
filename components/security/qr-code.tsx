import type { QrPath } from '#lib/access/second-factor/qr-path.ts'

/** Dark on light in both themes: many cameras read nothing else. */
export function QrCode({ qr: { size, path } }: { readonly qr: QrPath }) {
  return (
    <svg
      role="img"
      aria-label="QR code for the authenticator app"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mx-auto size-52 rounded-lg border"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
