import { type Asked, sealExchange, subjectsOfCall } from '#lib/evidence/exchange.ts'
import { getKey, openKeys } from '#lib/evidence/keys.ts'
import { subjectOf } from '#lib/evidence/subject.ts'
import { sealWords } from '#lib/evidence/words.ts'
import type { Exchange } from '#lib/http/exchange.ts'
import { getLog } from '#lib/log.ts'
import type { Notice } from '#lib/providers/answer.ts'
import { findAdapter } from '#lib/providers/registry.ts'
import { cutterOf } from './cutter.ts'
import { composeEvidenceRow } from './outcomes.ts'
import { type ClearExchange, readClear, type ClearOutcome, updateSealed } from './seal-recorded-store.ts'

const batchSize = 50

/**
 * Seals what was recorded before evidence was encrypted, some of it a call; gives how many outcomes and exchanges there
 * were. To be called again until there are none. Any number of processes may.
 */
export async function sealRecorded(): Promise<number> {
  const { outcomes, exchanges } = await readClear(batchSize)
  if (outcomes.length + exchanges.length === 0) return 0
  const sealedOutcomes = await Promise.all(outcomes.map(sealOutcome))
  const sealedExchanges = await Promise.all(exchanges.map(sealClearExchange))
  await updateSealed(sealedExchanges, sealedOutcomes)
  getLog().info(
    { outcomes: outcomes.length, exchanges: exchanges.length },
    'Sealed what was recorded in clear',
  )
  return outcomes.length + exchanges.length
}

async function sealOutcome({ id, lookup, text, notices }: ClearOutcome) {
  const subject = subjectOf(lookup)
  const keys = await openKeys([subject])
  const { row, sha256 } = sealWords(id, lookup.id, { text, notices }, getKey(keys, subject))
  const drifted = notices.some(({ kind }: Notice) => kind === 'drift')
  return {
    id,
    drifted,
    words_hex: sha256,
    words_key_id: row.keyId,
    words_sealed: row.sealed.toString('base64'),
  }
}

async function sealClearExchange({ lookups, requestBody, responseBody, ...clear }: ClearExchange) {
  const asked = lookups.map((lookup): Asked => ({
    lookupId: lookup.id,
    subject: subjectOf(lookup),
    question: { input: lookup.input },
  }))
  const exchange: Exchange = {
    ...clear,
    startedAt: new Date(clear.startedAt),
    requestBody: bytesOf(requestBody),
    responseBody: bytesOf(responseBody),
  }
  const subjects = subjectsOfCall(
    clear.connectionId,
    asked.map(({ subject }) => subject),
  )
  const adapter = findAdapter(lookups[0]?.provider ?? '')
  const cut = adapter && cutterOf(adapter)
  const { clear: sealed, rows } = sealExchange(
    exchange,
    clear.connectionId,
    asked,
    await openKeys(subjects),
    cut,
  )
  return {
    id: clear.id,
    lookup_ids: sealed.lookupIds,
    evidence_hex: sealed.evidenceSha256,
    evidence: rows.map(composeEvidenceRow),
  }
}

function bytesOf(base64: string | null): Buffer | null {
  return base64 === null ? null : Buffer.from(base64, 'base64')
}
