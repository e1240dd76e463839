import { VisibleText } from '#components/visible-text.tsx'
import { EvidenceText } from './evidence-text.tsx'
import { type PrettyToken, prettyJson } from './pretty.ts'

const colourByKind: Record<Exclude<PrettyToken['kind'], 'plain'>, string> = {
  name: 'text-code-name',
  string: 'text-code-string',
  number: 'text-code-number',
  literal: 'text-code-literal',
}

/** JSON laid out and coloured; other text as it stands. */
export function PrettyJson({ text }: { readonly text: string }) {
  const tokens = prettyJson(text)
  if (tokens === null) return <EvidenceText text={text} />
  return tokens.map(({ kind, text: token, field }, index) =>
    kind === 'plain' ? (
      <VisibleText key={index} text={token} />
    ) : (
      <span key={index} className={colourByKind[kind]}>
        <EvidenceText text={token} name={field} />
      </span>
    ),
  )
}
