import { wordsByPhase } from '#components/lookup/phase-words.ts'
import { lookByFault } from '#components/status-look.ts'
import type { ConnectionTest } from '#lib/lookups/test-connection.ts'
import type { Fault } from '#lib/providers/vocabulary.ts'

/** What a test showed, in words for an administrator. */
export interface TestWords {
  readonly title: string
  readonly tone: 'success' | 'warning' | 'danger'
  /** How far it came and how long it took. */
  readonly way: string
  readonly advice: string
}

export function describeTest(test: ConnectionTest): TestWords {
  const { ok, outcome, fault, phase, httpVersion, httpStatus, durationMs } = test
  const reply = httpStatus === null ? 'No reply' : `HTTP/${httpVersion ?? '?'} ${httpStatus}`
  const way = `${reply} after ${durationMs.toLocaleString('en')} ms`
  if (ok)
    return { title: 'Reached', tone: 'success', way: `${way}.`, advice: fault === null ? known : readable }
  if (outcome === 'interrupted' || fault === null)
    return {
      title: 'Interrupted',
      tone: 'warning',
      way: `${way}.`,
      advice: 'The desk stopped meanwhile. Test again.',
    }
  if (fault === 'provider_error' && phase === 'reply')
    return { title: 'Reached, with an error', tone: 'warning', way: `${way}.`, advice: erring }
  const where = phase === null ? '' : `, ${wordsByPhase[phase]}`
  return {
    title: lookByFault[fault].word,
    tone: 'danger',
    way: `${way}${where}.`,
    advice: adviceByFault[fault],
  }
}

const known = 'The provider took the call as ours and answered about the made-up transaction, as it should.'
const erring =
  'The provider took the call and answered with an error. Some say so of a transaction that they do not know: if real look-ups get answers, nothing is wrong.'
const readable =
  'The provider refused the made-up transaction, so it read the question and accepted who asks.'

/** What an administrator can do; staff who ask get other advice. */
const adviceByFault: Record<Fault, string> = {
  invalid_request: readable,
  unauthorized:
    'The key, password or signature is not the one the provider expects. Compare the settings with its e-mail; the file is read when the desk starts.',
  forbidden:
    'The provider knows us and does not let us ask this. Ask it to allow status checks for this account, and whether our address must be on its list.',
  rate_limited:
    'The provider asks us to slow down. Lower requestsPerSecond or concurrency of this connection.',
  provider_error:
    'The provider has trouble of its own. Test again in some minutes, then write to it with the time of this test.',
  timeout:
    'Nothing came within the time-out. Test again; if it stays, ask the provider, or raise timeoutMs if it is known to be slow.',
  unreachable:
    'No line to it. Check the base URL, the firewall on both sides, the certificate authority, and allowAddresses if its address is private.',
  unreadable:
    'What came back is not what the provider documents, often a page of a gateway. Check the path of the base URL.',
  too_large:
    'The reply was larger than maxResponseBytes. Raise it only if the provider says that this is right.',
  mismatch:
    'The provider answered about something that was not asked. Tell it; do not use this connection until it is clear.',
  redirect:
    'Redirects are not followed. Put the address it redirects to into the base URL, if it is the provider’s.',
  circuit_open:
    'Nothing was sent: repeated faults paused this connection, and it tries again by itself. Test again shortly.',
  cancelled: 'The test was called off. Test again.',
}
