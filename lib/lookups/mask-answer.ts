import type { Answer } from '#lib/providers/answer.ts'

/** An answer whose texts, copied out of the provider's reply, hold no secret: an error message may quote a token. */
export function maskAnswer(answer: Answer, mask: (text: string) => string): Answer {
  const masked = (text: string | null) => (text === null ? null : mask(text))
  const { providerStatus, references, notices } = answer
  return {
    ...answer,
    providerStatus: { code: masked(providerStatus.code), text: masked(providerStatus.text) },
    providerOperation: masked(answer.providerOperation),
    references: { transactionId: masked(references.transactionId), traceId: masked(references.traceId) },
    notices: notices.map(({ kind, text }) => ({ kind, text: mask(text) })),
  }
}
