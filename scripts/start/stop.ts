const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** One Ctrl-C comes up to three times: from the terminal, from npm and from the script that npm runs. */
const sameMs = 500

/** Calls `begin` when we are told to stop, or our starter is gone, and `force` when we are told once more. */
export function onStop({ begin, force }: { begin: () => void; force: () => void }): void {
  let toldAt: number | null = null
  const told = () => {
    if (toldAt === null) {
      toldAt = Date.now()
      begin()
    } else if (Date.now() - toldAt > sameMs) force()
  }
  for (const signal of signals) process.on(signal, told)
  process.once('disconnect', told)
  process.channel?.unref()
}
