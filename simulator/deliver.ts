import type { Delivery, Reply } from './call.ts'
import type { Outgoing } from './outgoing.ts'

/** Sends a reply the way its delivery says. Settles when the client is gone or has all that it will get. */
export async function deliver(delivery: Delivery, outgoing: Outgoing): Promise<void> {
  switch (delivery.how) {
    case 'whole':
      return outgoing.whole(delivery.reply)
    case 'late':
      await outgoing.wait(delivery.ms)
      return outgoing.whole(delivery.reply)
    case 'never':
      return outgoing.untilClosed()
    case 'stalled':
      outgoing.begin(delivery.reply, { withLength: true })
      return outgoing.untilClosed()
    case 'drip':
      return drip(delivery.reply, delivery.everyMs, outgoing)
    case 'short':
      outgoing.begin(delivery.reply, { withLength: true })
      await outgoing.write(firstHalf(delivery.reply))
      return outgoing.endTooEarly()
    case 'cut':
      outgoing.begin(delivery.reply, { withLength: false })
      await outgoing.write(firstHalf(delivery.reply))
      // A moment for the half to arrive: a reset discards what the other side has not read.
      await outgoing.wait(50)
      return outgoing.breakOff()
    case 'reset':
      return outgoing.breakOff()
    case 'drop':
      return outgoing.drop()
  }
}

async function drip(reply: Reply, everyMs: number, outgoing: Outgoing): Promise<void> {
  outgoing.begin(reply, { withLength: true })
  for (const byte of reply.body.subarray(0, -1)) {
    await outgoing.wait(everyMs)
    if (outgoing.closed) return
    await outgoing.write(Buffer.from([byte]))
  }
  await outgoing.wait(everyMs)
  outgoing.end(reply.body.subarray(-1))
}

function firstHalf({ body }: Reply): Uint8Array {
  return body.subarray(0, body.length >> 1)
}
