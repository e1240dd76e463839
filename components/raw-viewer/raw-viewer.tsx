import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/copy-button.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ExchangeEvidence } from '#lib/lookups/evidence.ts'
import { formatCurl } from './curl.ts'
import { type DecodedBody, decodeBody } from './decode-body.ts'
import { Digests } from './digests.tsx'
import { EvidenceText } from './evidence-text.tsx'
import { HeaderTable } from './header-table.tsx'
import { PrettyJson } from './pretty-json.tsx'
import { RawTabs } from './raw-tabs.tsx'

/** A body longer than this is shown from its start; the whole of it can be downloaded. */
const shownCharacters = 60_000

interface RawViewerProps {
  readonly exchange: ExchangeEvidence
  /** Where the stored reply can be downloaded. */
  readonly downloadHref?: string
}

/** What was sent and what came back, as stored: text nodes only, masks drawn as bars. */
export function RawViewer({ exchange, downloadHref }: RawViewerProps) {
  const curl = formatCurl(exchange, decodeBody(exchange.requestBody)?.text ?? null)
  return (
    <RawTabs
      pretty={<Bodies exchange={exchange} downloadHref={downloadHref} pretty />}
      raw={<Bodies exchange={exchange} downloadHref={downloadHref} pretty={false} />}
      headers={
        <>
          <Block title="Request" line={describeRequest(exchange)}>
            <HeaderTable headers={exchange.requestHeaders} />
          </Block>
          <Block title="Reply" line={describeReply(exchange)}>
            <HeaderTable headers={exchange.responseHeaders} />
          </Block>
        </>
      }
      curl={
        <Block title="cURL" line="Secrets are masked: put your own in." copied={curl} of="cURL command">
          <Code>
            <EvidenceText text={curl} />
          </Code>
        </Block>
      }
    />
  )
}

interface BodiesProps {
  readonly exchange: ExchangeEvidence
  readonly downloadHref: string | undefined
  readonly pretty: boolean
}

function Bodies({ exchange, downloadHref, pretty }: BodiesProps) {
  const sent = decodeBody(exchange.requestBody)
  const received = decodeBody(exchange.responseBody)
  const download = downloadHref !== undefined && received !== null && (
    <Button asChild variant="ghost" size="icon-xs">
      <a href={downloadHref} download aria-label="Download the stored reply">
        <Download />
      </a>
    </Button>
  )
  return (
    <>
      <Block title="Request" line={describeRequest(exchange)} copied={sent?.text ?? null} of="request body">
        {sent === null ? <Remark>No body was sent.</Remark> : <Body decoded={sent} pretty={pretty} />}
      </Block>
      <Block
        title="Reply"
        line={describeReply(exchange)}
        copied={received?.text ?? null}
        of="reply"
        extra={download}
        footer={<Digests exchange={exchange} />}
      >
        {received === null ? (
          <Remark>No body came back.</Remark>
        ) : (
          <Body decoded={received} pretty={pretty} />
        )}
      </Block>
    </>
  )
}

function describeRequest({ method, url }: ExchangeEvidence): string {
  return `${method} ${url}`
}

function describeReply({ status, httpVersion, durationMs, faultText }: ExchangeEvidence): string {
  if (status === null) return faultText ?? 'No reply'
  const fault = faultText === null ? '' : ` · ${faultText}`
  return `HTTP/${httpVersion ?? '?'} ${status} · ${durationMs} ms${fault}`
}

interface BlockProps {
  readonly title: string
  readonly line: string
  readonly copied?: string | null
  readonly of?: string
  readonly extra?: ReactNode
  readonly footer?: ReactNode
  readonly children: ReactNode
}

function Block({ title, line, copied = null, of = 'text', extra, footer, children }: BlockProps) {
  return (
    <section className="min-w-0 overflow-hidden rounded-lg border bg-card">
      <header className="flex min-h-8 items-center gap-2 border-b bg-muted/60 py-1 pr-1 pl-3 text-xs">
        <h3 className="font-medium">{title}</h3>
        <span className="min-w-0 flex-1 truncate font-mono text-muted-foreground" title={line}>
          <EvidenceText text={line} />
        </span>
        {extra}
        {copied !== null && copied.length <= shownCharacters && <CopyButton text={copied} of={of} />}
      </header>
      {children}
      {footer}
    </section>
  )
}

interface BodyProps {
  readonly decoded: DecodedBody
  readonly pretty: boolean
}

function Body({ decoded: { text, valid }, pretty }: BodyProps) {
  const shown = text.slice(0, shownCharacters)
  const Drawn = pretty ? PrettyJson : EvidenceText
  return (
    <>
      {!valid && <Remark>Not valid UTF-8: bytes that are no text are drawn as �.</Remark>}
      <Code>
        {text === '' ? <span className="text-muted-foreground">(empty)</span> : <Drawn text={shown} />}
      </Code>
      {shown.length < text.length && (
        <Remark>
          The first {shownCharacters.toLocaleString('en')} of {text.length.toLocaleString('en')} characters
          are shown.
        </Remark>
      )}
    </>
  )
}

function Code({ children }: { readonly children: ReactNode }) {
  return (
    <pre
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-[28rem] overflow-auto px-3 py-2.5 font-mono text-xs leading-relaxed break-words whitespace-pre-wrap outline-none [overflow-wrap:anywhere] focus-visible:ring-[3px] focus-visible:ring-ring/50 focus-visible:ring-inset"
    >
      {children}
    </pre>
  )
}

function Remark({ children }: { readonly children: ReactNode }) {
  return <p className="px-3 py-2 text-xs text-muted-foreground">{children}</p>
}
