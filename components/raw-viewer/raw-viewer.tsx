import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/copy-button.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ExchangeEvidence } from '#lib/lookups/evidence.ts'
import { formatCurl } from './curl.ts'
import { decodeBody } from './decode-body.ts'
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
  const sent = decodeBody(exchange.requestBody)
  const received = decodeBody(exchange.responseBody)
  const curl = formatCurl(exchange, sent?.text ?? null)
  const request = `${exchange.method} ${exchange.url}`
  const reply = describeReply(exchange)
  const download = downloadHref !== undefined && exchange.responseBody !== null && (
    <Button asChild variant="ghost" size="icon-xs">
      <a href={downloadHref} download aria-label="Download the stored reply">
        <Download />
      </a>
    </Button>
  )
  const bodies = (draw: (text: string) => ReactNode) => (
    <>
      <Block title="Request" line={request} copied={sent?.text ?? null} of="request body">
        {sent === null ? <Nothing>No body was sent.</Nothing> : <Body decoded={sent} draw={draw} />}
      </Block>
      <Block
        title="Reply"
        line={reply}
        copied={received?.text ?? null}
        of="reply"
        extra={download}
        footer={<Digests exchange={exchange} />}
      >
        {received === null ? <Nothing>No body came back.</Nothing> : <Body decoded={received} draw={draw} />}
      </Block>
    </>
  )
  return (
    <RawTabs
      pretty={bodies((text) => (
        <PrettyJson text={text} />
      ))}
      raw={bodies((text) => (
        <EvidenceText text={text} />
      ))}
      headers={
        <>
          <Block title="Request" line={request}>
            <HeaderTable headers={exchange.requestHeaders} />
          </Block>
          <Block title="Reply" line={reply}>
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
  readonly decoded: { readonly text: string; readonly valid: boolean }
  readonly draw: (text: string) => ReactNode
}

function Body({ decoded: { text, valid }, draw }: BodyProps) {
  const cut = text.length > shownCharacters
  return (
    <>
      {!valid && <Nothing>Not valid UTF-8: bytes that are no text are drawn as �.</Nothing>}
      <Code>
        {text === '' ? (
          <span className="text-muted-foreground">(empty)</span>
        ) : (
          draw(cut ? text.slice(0, shownCharacters) : text)
        )}
      </Code>
      {cut && (
        <Nothing>
          The first {shownCharacters.toLocaleString('en')} of {text.length.toLocaleString('en')} characters
          are shown.
        </Nothing>
      )}
    </>
  )
}

function Code({ children }: { readonly children: ReactNode }) {
  return (
    // A scrollable region must be reachable by keyboard.
    <pre
      tabIndex={0}
      className="max-h-[28rem] overflow-auto px-3 py-2.5 font-mono text-xs leading-relaxed break-words whitespace-pre-wrap outline-none [overflow-wrap:anywhere] focus-visible:ring-[3px] focus-visible:ring-ring/50 focus-visible:ring-inset"
    >
      {children}
    </pre>
  )
}

function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="px-3 py-2 text-xs text-muted-foreground">{children}</p>
}
