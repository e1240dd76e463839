import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { VisibleText } from '#components/visible-text.tsx'
import { cn } from '#components/ui/cn.ts'
import type { ConnectionTest } from '#lib/lookups/test-connection.ts'
import { describeTest, type TestWords } from './test-words.ts'

interface TestResultProps {
  readonly test: ConnectionTest | null
  /** Why the test itself could not be made. */
  readonly problem: string | null
}

/** How a test went: what it says, how the way was, what to do. Nothing before the first one. */
export function TestResult({ test, problem }: TestResultProps) {
  if (problem !== null) {
    return (
      <Result tone="danger" title="Not tested">
        {problem}
      </Result>
    )
  }
  if (!test) return null
  const { title, tone, way, advice } = describeTest(test)
  return (
    <Result tone={tone} title={title}>
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
  readonly tone: TestWords['tone']
  readonly title: string
  readonly children: ReactNode
}

const lookByTone = {
  success: [CircleCheck, 'bg-success-soft', 'text-success'],
  warning: [TriangleAlert, 'bg-warning-soft', 'text-warning'],
  danger: [TriangleAlert, 'bg-danger-soft', 'text-danger'],
} as const

function Result({ tone, title, children }: ResultProps) {
  const [Icon, ground, ink] = lookByTone[tone]
  return (
    <p className={cn('flex items-start gap-2 rounded-lg px-3 py-2 text-[13px] leading-snug', ground)}>
      <Icon aria-hidden className={cn('mt-px size-4 shrink-0', ink)} />
      <span className="min-w-0">
        <span className="font-semibold">{title}.</span> {children}
      </span>
    </p>
  )
}
