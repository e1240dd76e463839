import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bucket, describeRefusal, openBucket } from '#lib/audit/bucket.ts'
import { describeError } from '#lib/describe-error.ts'
import { UncheckedError } from './result.ts'

/** A signed note as it stands outside, and in what. */
export interface OutsideNote {
  readonly name: string
  readonly note: string
}

const objectsAtOnce = 8

/**
 * The notes in a directory, or under `s3://BUCKET/PREFIX` with the credentials of the environment, those of a day
 * after another. Holds a file or a few objects at a time. Throws an UncheckedError when any of it cannot be read:
 * what is missing there must not pass for never having been.
 */
export async function* readOutsideNotes(from: string): AsyncGenerator<OutsideNote> {
  try {
    yield* from.startsWith('s3://') ? readBucket(openBucket(from)) : readDirectory(from)
  } catch (cause) {
    const reason = `The checkpoints in ${from} cannot be read: ${describeError(cause).message}`
    throw new UncheckedError(reason, { cause })
  }
}

async function* readDirectory(directory: string): AsyncGenerator<OutsideNote> {
  for (const name of (await readdir(directory)).toSorted())
    if (name.endsWith('.notes')) yield* splitNotes(name, await readFile(join(directory, name), 'utf8'))
}

async function* readBucket(bucket: Bucket): AsyncGenerator<OutsideNote> {
  for (let last = ''; ;) {
    const keys = await listObjects(bucket, last)
    for (let at = 0; at < keys.length; at += objectsAtOnce) {
      const some = keys.slice(at, at + objectsAtOnce)
      const texts = await Promise.all(some.map((key) => getObject(bucket, key)))
      for (const [place, key] of some.entries()) yield* splitNotes(key, texts[place] ?? '')
    }
    if (keys.length === 0) return
    last = keys.at(-1) ?? ''
  }
}

/** Names of at most a thousand objects behind one. */
async function listObjects(bucket: Bucket, after: string): Promise<readonly string[]> {
  const query = {
    'list-type': '2',
    prefix: bucket.prefix,
    ...(after !== '' && { 'start-after': after }),
  }
  const answer = await bucket.send({ method: 'GET', key: '', query })
  if (answer.status !== 200) throw new Error(describeRefusal(answer))
  if (!answer.text.includes('<ListBucketResult')) throw new Error('the bucket did not answer with a list')
  const keys = [...answer.text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key)
  // Other things in the bucket are not ours to read; their names still say where the list goes on.
  const ours = keys.filter((key) => /^[\w./-]+\.notes$/.test(key))
  if (ours.length > 0 || keys.length === 0) return ours
  return listObjects(bucket, keys.at(-1) ?? '')
}

async function getObject(bucket: Bucket, key: string): Promise<string> {
  const answer = await bucket.send({ method: 'GET', key })
  if (answer.status !== 200) throw new Error(`${key}: ${describeRefusal(answer)}`)
  return answer.text
}

/** Half a note at the end, where a power cut left it, is left out. */
function* splitNotes(name: string, text: string): Generator<OutsideNote> {
  for (const [note] of text.matchAll(/[\s\S]*?\n\u2014 [^\n]+\n(?=\n)/g))
    yield { name, note: note.replace(/^\n+/, '') }
}
