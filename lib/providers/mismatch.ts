import { type Answer, type AnswerDetails, faulted } from './answer.ts'

/**
 * The reply is about something else than was asked. Of its details the provider's own words, reason and trace
 * id are kept; money of another transaction must not stand beside this question.
 */
export function mismatched(
  member: string,
  asked: string,
  came: string,
  details: Pick<AnswerDetails, 'providerStatus' | 'statusReason' | 'references' | 'notices'>,
): Answer {
  const text = `Asked about ${member} "${asked}"; the reply is about "${came}".`
  return faulted('mismatch', 'reading', {
    providerStatus: details.providerStatus,
    statusReason: details.statusReason,
    references: { transactionId: null, traceId: details.references.traceId },
    notices: [...details.notices, { kind: 'mismatch', text }],
  })
}
