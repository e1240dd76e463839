import { CircleCheck, TriangleAlert } from 'lucide-react'
import { VisibleText } from '#components/visible-text.tsx'
import { cn } from '#components/ui/cn.ts'
import type { ConnectionTest } from '#lib/lookups/test-connection.ts'
import { describeTest } from './test-words.ts'

interface TestResultProps {
  readonly test: ConnectionTest | null
  /** Why the test itself could not be made. */
  readonly problem: string | null
}

/** How a test went: what it says, how the way was, what to do. Nothing before the first one. */
export function TestResult({ test, problem }: TestResultProps) {
  if (problem !== null) {
    return (
      <Result good={false} title="Not tested">
        {problem}
      </Result>
    )
  }
  if (!test) return null
  const { title, way, advice } = describeTest(test)
  return (
    <Result good={test.ok} title={title}>
      <span className="tabular-nums">{way}</span>{' '}
      {test.faultText !== null && (
        <span className="font-mono text-xs [overflow-wrap:anywhere]">
          “<VisibleText text={test.faultText} />”{' '}
        </span>
      )}
      {advice}
    </Result>
  )
}

interface ResultProps {
  readonly good: boolean
  readonly title: string
  readonly children: React.ReactNode
}

function Result({ good, title, children }: ResultProps) {
  const Icon = good ? CircleCheck : TriangleAlert
  return (
    <p
      className={cn(
        'flex items-start gap-2 rounded-lg px-3 py-2 text-[13px] leading-snug',
        good ? 'bg-success-soft' : 'bg-danger-soft',
      )}
    >
      <Icon aria-hidden className={cn('mt-px size-4 shrink-0', good ? 'text-success' : 'text-danger')} />
      <span className="min-w-0">
        <span className="font-semibold">{title}.</span> {children}
      </span>
    </p>
  )
}
