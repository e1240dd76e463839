import type { Phase } from '#lib/providers/vocabulary.ts'

/** Where on the way it happened, to go after “It happened”. */
export const wordsByPhase: Record<Phase, string> = {
  wait: 'before anything was sent',
  resolve: 'while looking for the provider’s address',
  connect: 'while connecting',
  send: 'while sending the question',
  first_byte: 'while waiting for the first byte of the answer',
  body: 'while the answer was coming in',
  reply: 'in the answer itself',
  reading: 'while the answer was read',
}
