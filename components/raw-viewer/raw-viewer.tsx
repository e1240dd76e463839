import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/copy-button.tsx'
import { Button } from '#components/ui/button.tsx'
import type { CopiedPart } from '#lib/lookups/copied-part.ts'
import { formatCurl } from '#lib/lookups/curl.ts'
import { type DecodedBody, decodeBody } from '#lib/lookups/decode-body.ts'
import { type EvidenceState, wordsByState } from '#lib/evidence/words-by-state.ts'
import type { ExchangeEvidence } from '#lib/lookups/evidence.ts'
import { Digests } from './digests.tsx'
import { EvidenceText, Gone } from './evidence-text.tsx'
import { HeaderTable } from './header-table.tsx'
import { PrettyJson } from './pretty-json.tsx'
import { RawTabs } from './raw-tabs.tsx'

/** A body longer than this is shown from its start; the whole of it can be copied and downloaded. */
const shownCharacters = 60_000

interface RawViewerProps {
  readonly exchange: ExchangeEvidence
  /** Where the desk gives this exchange in other ways, each of which it records. */
  readonly href: string
}

/** What was sent and what came back, as stored: text nodes only, masks drawn as bars. */
export function RawViewer({ exchange, href }: RawViewerProps) {
  if (exchange.state !== 'kept') return <GoneExchange exchange={exchange} state={exchange.state} />
  const curl = formatCurl(exchange, decodeBody(exchange.requestBody)?.text ?? null)
  return (
    <RawTabs
      pretty={<Bodies exchange={exchange} href={href} pretty />}
      raw={<Bodies exchange={exchange} href={href} pretty={false} />}
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
        <Block
          title="cURL"
          line="Secrets are masked: put your own in."
          copyFrom={hrefOfCopy(href, 'curl')}
          of="cURL command"
        >
          <Code>
            <EvidenceText text={curl} />
          </Code>
        </Block>
      }
    />
  )
}

/** Nothing of what was sent and received can be read any more. */
function GoneExchange({
  exchange,
  state,
}: Pick<RawViewerProps, 'exchange'> & { readonly state: Exclude<EvidenceState, 'kept'> }) {
  const { method, responseBytes } = exchange
  const size = responseBytes === null ? '' : `: ${formatCount(responseBytes)} as received`
  return (
    <>
      <Block title="Request" line={method}>
        <Remark>
          <Gone words={wordsByState[state]} />
        </Remark>
      </Block>
      <Block title="Reply" line={describeReply(exchange)}>
        <Remark>
          <Gone words={`${wordsByState[state]}${size}`} />
        </Remark>
        {(state === 'erased' || state === 'dropped') && (
          <Remark>
            Status, codes, amounts, balances, times and ids of the look-up stay: they are the operator’s own
            record. The digest of what was here stands in the audit.
          </Remark>
        )}
      </Block>
    </>
  )
}

function formatCount(bytes: number): string {
  return `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`
}

/** What is copied is asked for, since copying is recorded before it is given. */
function hrefOfCopy(href: string, part: CopiedPart): string {
  return `${href}/copy?part=${part}`
}

interface BodiesProps {
  readonly exchange: ExchangeEvidence
  readonly href: string
  readonly pretty: boolean
}

function Bodies({ exchange, href, pretty }: BodiesProps) {
  const sent = decodeBody(exchange.requestBody)
  const received = decodeBody(exchange.responseBody)
  const download = received !== null && (
    <Button asChild variant="ghost" size="icon-xs">
      <a href={`${href}/response`} download aria-label="Download the stored reply">
        <Download />
      </a>
    </Button>
  )
  return (
    <>
      <Block
        title="Request"
        line={describeRequest(exchange)}
        copyFrom={sent === null ? null : hrefOfCopy(href, 'request')}
        of="request body"
      >
        {sent === null ? <Remark>No body was sent.</Remark> : <Body decoded={sent} pretty={pretty} />}
      </Block>
      <Block
        title="Reply"
        line={describeReply(exchange)}
        copyFrom={received === null ? null : hrefOfCopy(href, 'reply')}
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
  /** Where the text to copy is asked for; null when there is none. */
  readonly copyFrom?: string | null
  readonly of?: string
  readonly extra?: ReactNode
  readonly footer?: ReactNode
  readonly children: ReactNode
}

function Block({ title, line, copyFrom = null, of = 'text', extra, footer, children }: BlockProps) {
  return (
    <section className="min-w-0 overflow-hidden rounded-lg border bg-card">
      <header className="flex min-h-8 items-center gap-2 border-b bg-muted/60 py-1 pr-1 pl-3 text-xs">
        <h3 className="font-medium">{title}</h3>
        <span className="min-w-0 flex-1 truncate font-mono text-muted-foreground" title={line}>
          <EvidenceText text={line} />
        </span>
        {extra}
        {copyFrom !== null && <CopyButton from={copyFrom} of={of} />}
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
