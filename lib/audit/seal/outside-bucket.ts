import { hash } from 'node:crypto'
import { type Bucket, describeRefusal, openBucket } from '#lib/audit/bucket.ts'
import { getEnv } from '#lib/env.ts'
import type { Place, SignedNote } from './outside-place.ts'

const dayMs = 86_400_000

/**
 * A bucket with object lock as a place for checkpoints: an object for all notes that wait, so that one that was away
 * is caught up quickly, locked for CHECKPOINT_S3_LOCK_DAYS. Names of objects sort by time and end in the digest of
 * what is in them: the same notes sent twice meet themselves.
 */
export function openBucketPlace(url: string): Place {
  const bucket = openBucket(url)
  return {
    kind: 'bucket',
    address: `${getEnv().CHECKPOINT_S3_ENDPOINT ?? ''} ${url}`,
    mostAtOnce: 500,
    keep: (notes, stopping) => putNotes(bucket, notes, stopping),
  }
}

async function putNotes(bucket: Bucket, notes: readonly SignedNote[], stopping: AbortSignal): Promise<void> {
  const [first] = notes
  if (!first) return
  const { CHECKPOINT_S3_LOCK_MODE: mode, CHECKPOINT_S3_LOCK_DAYS: days } = getEnv()
  const body = notes.map(({ note }) => `${note}\n`).join('')
  const key = bucket.prefix + nameOf(first.signedAt, body)
  const answer = await bucket.send({
    method: 'PUT',
    key,
    body,
    stopping,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      // A put with a lock is refused without a digest of its body.
      'content-md5': hash('md5', body, 'base64'),
      'x-amz-object-lock-mode': mode,
      'x-amz-object-lock-retain-until-date': new Date(Date.now() + days * dayMs).toISOString(),
      'if-none-match': '*',
    },
  })
  if (answer.status === 200) return
  // There already (412), or locked and not to be written over (403): a put whose answer was lost. Seen, not believed.
  if (answer.status === 412 || answer.status === 403) {
    const kept = await bucket.send({ method: 'GET', key, stopping })
    if (kept.status === 200 && kept.text === body) return
    if (kept.status === 200) throw new Error(`${key} holds something else than the checkpoints of this name.`)
  }
  throw new Error(describeRefusal(answer))
}

function nameOf(signedAt: Date, body: string): string {
  const [day, time = ''] = signedAt.toISOString().split('T')
  return `${day}/${time.replaceAll(/[:Z]/g, '')}-${hash('sha256', body).slice(0, 16)}.notes`
}
