import { type Answer, type AnswerDetails, faulted, type Notice } from './answer.ts'
import type { SendFault } from './contract.ts'

/** No reply came: the fault as `send` tells it, its sentence for staff kept as a note. */
export function unsent({ fault, phase, text }: SendFault): Answer {
  return faulted(fault, phase, { notices: [{ kind: 'note', text }] })
}

/** A reply came that makes no sense. `problem` is the sentence on why, kept as a note after other notices. */
export function unreadable(
  problem: string,
  details: Partial<AnswerDetails> & { readonly notices: readonly Notice[] },
): Answer {
  const notices: Notice[] = [...details.notices, { kind: 'note', text: problem }]
  return faulted('unreadable', 'reading', { ...details, notices })
}
