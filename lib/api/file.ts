/** A file that is written while it is read. */
interface WrittenFile {
  readonly fileName: string
  readonly mediaType: string
  readonly pieces: AsyncGenerator<string | Uint8Array>
}

/** The file as an attachment that no cache may keep. */
export function respondFile({ fileName, mediaType, pieces }: WrittenFile): Response {
  return new Response(toStream(pieces), {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}

/** Asks for a piece when the reader wants one, and no more when the reader has gone. */
function toStream(pieces: AsyncGenerator<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
